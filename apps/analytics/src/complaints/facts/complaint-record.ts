import type { ComplaintOpened, EventData } from '@harken/contracts';

type EventFacts = EventData<typeof ComplaintOpened>['complaint'];

/** The complaint in its newest known event, without anything that identifies the customer. */
export interface LatestFacts {
  readonly version: number;
  readonly cycle: number;
  readonly openedAt: string;
  readonly status: string;
  readonly severity: string;
  readonly team: string;
  readonly touchpoint: string | null;
  readonly channel: string | null;
  readonly category: string | null;
  readonly campaign: string | null;
  readonly product: string | null;
  readonly location: string | null;
  readonly tier: string | null;
  readonly segments: readonly string[];
}

/**
 * What is known of one complaint. A single event gives a small record. `merge` joins records in any order and any number
 * of times to the same result: the newest facts, the earliest times, and sets.
 */
export interface ComplaintRecord {
  readonly complaintId: string;
  readonly latest: LatestFacts;
  readonly acknowledgedAt: string | null;
  /** First answer of each cycle. */
  readonly answeredAt: Readonly<Record<string, string>>;
  readonly resolvedAt: Readonly<Record<string, string>>;
  /** `<cycle>:<clock>`, sorted. */
  readonly breaches: readonly string[];
  /** By id of the escalation. */
  readonly escalations: Readonly<Record<string, { level: number; straight: boolean }>>;
  /** Fulfilled compensations by id. Absent if there is none, like `handling`. */
  readonly compensations?: Readonly<Record<string, CompensationAmount>>;
  /** Satisfaction with the handling, 1 to 5, by feedback. */
  readonly handling?: Readonly<Record<string, number>>;
}

/** null if it cost nothing. */
export type CompensationAmount = { readonly minor: number; readonly currency: string } | null;

/** What one event says beyond the facts of the complaint. */
export interface FactPatch {
  readonly acknowledgedAt?: string;
  readonly answeredAt?: string;
  readonly resolvedAt?: string;
  readonly breached?: string;
  readonly escalated?: { id: string; level: number; straight: boolean };
  readonly compensationPaid?: { id: string; amount: CompensationAmount };
  readonly handlingRated?: { feedbackId: string; csat: number };
}

/** The record that one event alone gives. */
export function toComplaintRecord(facts: EventFacts, patch: FactPatch = {}): ComplaintRecord {
  const {
    cycle,
    customer,
    touchpoint,
    channel,
    category,
    campaign,
    product,
    location,
    severity,
    status,
    team,
    version,
  } = facts;
  const inThisCycle = (at: string | undefined) => (at === undefined ? {} : { [cycle]: utc(at) });
  return {
    complaintId: facts.complaintId,
    latest: {
      version,
      cycle,
      openedAt: utc(facts.openedAt),
      status,
      severity,
      team,
      touchpoint,
      channel,
      category,
      campaign,
      product,
      location,
      tier: customer?.tier ?? null,
      segments: [...new Set(customer?.segments)].sort(),
    },
    acknowledgedAt: patch.acknowledgedAt === undefined ? null : utc(patch.acknowledgedAt),
    answeredAt: inThisCycle(patch.answeredAt),
    resolvedAt: inThisCycle(patch.resolvedAt),
    breaches: patch.breached === undefined ? [] : [`${cycle}:${patch.breached}`],
    escalations: patch.escalated
      ? { [patch.escalated.id]: { level: patch.escalated.level, straight: patch.escalated.straight } }
      : {},
    ...(patch.compensationPaid && { compensations: { [patch.compensationPaid.id]: patch.compensationPaid.amount } }),
    ...(patch.handlingRated && { handling: { [patch.handlingRated.feedbackId]: patch.handlingRated.csat } }),
  };
}

/** Commutative, associative and idempotent, so the order of arrival cannot change a figure. */
export function merge(a: ComplaintRecord, b: ComplaintRecord): ComplaintRecord {
  return {
    complaintId: a.complaintId,
    latest: newer(a.latest, b.latest),
    acknowledgedAt: earlier(a.acknowledgedAt, b.acknowledgedAt),
    answeredAt: earliest(a.answeredAt, b.answeredAt),
    resolvedAt: earliest(a.resolvedAt, b.resolvedAt),
    breaches: [...new Set([...a.breaches, ...b.breaches])].sort(),
    escalations: { ...a.escalations, ...b.escalations },
    ...((a.compensations || b.compensations) && { compensations: { ...a.compensations, ...b.compensations } }),
    ...((a.handling || b.handling) && { handling: { ...a.handling, ...b.handling } }),
  };
}

/** One record per complaint. */
export function mergeAll(records: readonly ComplaintRecord[]): ComplaintRecord[] {
  const merged = new Map<string, ComplaintRecord>();
  for (const record of records) {
    const known = merged.get(record.complaintId);
    merged.set(record.complaintId, known ? merge(known, record) : record);
  }
  return [...merged.values()];
}

function newer(a: LatestFacts, b: LatestFacts): LatestFacts {
  return a.version >= b.version ? a : b;
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function earliest(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): Record<string, string> {
  const joined: Record<string, string> = { ...a };
  for (const [cycle, at] of Object.entries(b)) joined[cycle] = earlier(joined[cycle] ?? null, at) ?? at;
  return joined;
}

// One format, so that comparing texts compares times.
function utc(time: string): string {
  return new Date(time).toISOString();
}
