/** An event in the life of a complaint; each kind has its own fields. */
export interface TimelineEntry {
  readonly at: Date;
  readonly kind: 'change' | 'message' | 'answer' | 'escalation' | 'compensation' | 'rating';
  readonly [field: string]: unknown;
}

// At the same time: messages first, then changes, then their results.
const ranks: Readonly<Record<TimelineEntry['kind'], number>> = {
  message: 0,
  answer: 1,
  change: 2,
  escalation: 3,
  compensation: 4,
  rating: 5,
};

/** History actions that have a timeline entry of their own kind. */
const recordedElsewhere = new Set(['escalated', 'receive-message', 'send-message']);

export interface TimelineSources {
  /** In the order they were written. */
  readonly history: readonly { readonly at: Date; readonly action: string }[];
  readonly messages: readonly { readonly at: Date }[];
  readonly answers: readonly { readonly at: Date }[];
  readonly escalations: readonly { readonly at: Date }[];
  readonly compensations: readonly { readonly proposedAt: Date }[];
  readonly ratings: readonly { readonly at: Date }[];
}

/** Oldest first. */
export function timelineOf(parts: TimelineSources): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    ...parts.history
      .filter(({ action }) => !recordedElsewhere.has(action))
      .map((entry) => entryOf('change', entry.at, entry)),
    ...parts.messages.map((entry) => entryOf('message', entry.at, entry)),
    ...parts.answers.map((entry) => entryOf('answer', entry.at, entry)),
    ...parts.escalations.map((entry) => entryOf('escalation', entry.at, entry)),
    ...parts.compensations.map(({ proposedAt, ...entry }) => entryOf('compensation', proposedAt, entry)),
    ...parts.ratings.map((entry) => entryOf('rating', entry.at, entry)),
  ];
  return entries.sort((a, b) => a.at.getTime() - b.at.getTime() || ranks[a.kind] - ranks[b.kind]);
}

/** The source's own `kind` becomes `type`. */
function entryOf(
  kind: TimelineEntry['kind'],
  at: Date,
  { kind: type, ...entry }: Readonly<Record<string, unknown>>,
): TimelineEntry {
  return { ...entry, kind, at, ...(type !== undefined && { type }) };
}
