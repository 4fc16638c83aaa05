/** What happened to a complaint, in one order: each kind says more of itself in fields of its own. */
export interface TimelineEntry {
  readonly at: Date;
  readonly kind: 'change' | 'message' | 'answer' | 'escalation' | 'compensation' | 'rating';
  readonly [field: string]: unknown;
}

// Of one moment: what was said, then what it changed, then what came of it.
const ranks: Readonly<Record<TimelineEntry['kind'], number>> = {
  message: 0,
  answer: 1,
  change: 2,
  escalation: 3,
  compensation: 4,
  rating: 5,
};

/** Told by an entry of its own kind already. */
const toldOtherwise = new Set(['escalated', 'receive-message', 'send-message']);

export interface TimelineParts {
  /** In their order, as they were written. */
  readonly history: readonly { readonly at: Date; readonly action: string }[];
  readonly messages: readonly { readonly at: Date }[];
  readonly answers: readonly { readonly sentAt: Date }[];
  readonly escalations: readonly { readonly at: Date }[];
  readonly compensations: readonly { readonly proposedAt: Date }[];
  readonly ratings: readonly { readonly at: Date }[];
}

/** The first first. */
export function timelineOf(parts: TimelineParts): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    ...parts.history
      .filter(({ action }) => !toldOtherwise.has(action))
      .map((entry) => ({ kind: 'change' as const, ...entry })),
    ...parts.messages.map((entry) => ({ kind: 'message' as const, ...entry })),
    ...parts.answers.map(({ sentAt, ...entry }) => ({ ...entry, kind: 'answer' as const, at: sentAt })),
    ...parts.escalations.map((entry) => ({ kind: 'escalation' as const, ...entry })),
    ...parts.compensations.map(({ proposedAt, ...entry }) => ({
      ...entry,
      kind: 'compensation' as const,
      at: proposedAt,
    })),
    ...parts.ratings.map((entry) => ({ kind: 'rating' as const, ...entry })),
  ];
  return entries.sort((a, b) => a.at.getTime() - b.at.getTime() || ranks[a.kind] - ranks[b.kind]);
}
