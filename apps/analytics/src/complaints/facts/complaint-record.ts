import type { ComplaintOpened, EventData } from '@harken/contracts';

type FactsOnTheWire = EventData<typeof ComplaintOpened>['complaint'];

/** The complaint as its newest known event tells it, without anything that names the customer. */
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
  readonly tier: string | null;
  readonly segments: readonly string[];
}

/**
 * What is known of one complaint. A single event gives a small record; `merge` joins records in any order, any number
 * of times, to the same whole: the newest facts, the earliest times, and sets.
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
  /** What customers got, by id of the compensation. Left out where there is none, as are ratings. */
  readonly compensations?: Readonly<Record<string, Worth>>;
  /** Satisfaction with the handling, 1 to 5, by feedback. */
  readonly handling?: Readonly<Record<string, number>>;
}

/** null: it cost nothing. */
export type Worth = { readonly minor: number; readonly currency: string } | null;

export interface Mark {
  readonly acknowledgedAt?: string;
  readonly answeredAt?: string;
  readonly resolvedAt?: string;
  readonly breached?: string;
  readonly escalated?: { id: string; level: number; straight: boolean };
  readonly compensated?: { id: string; worth: Worth };
  readonly rated?: { feedbackId: string; csat: number };
}

/** The record that one event alone supports. */
export function observed(facts: FactsOnTheWire, mark: Mark = {}): ComplaintRecord {
  const { cycle, customer, touchpoint, channel, category, campaign, severity, status, team, version } = facts;
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
      tier: customer.tier,
      segments: [...new Set(customer.segments)].sort(),
    },
    acknowledgedAt: mark.acknowledgedAt === undefined ? null : utc(mark.acknowledgedAt),
    answeredAt: inThisCycle(mark.answeredAt),
    resolvedAt: inThisCycle(mark.resolvedAt),
    breaches: mark.breached === undefined ? [] : [`${cycle}:${mark.breached}`],
    escalations: mark.escalated
      ? { [mark.escalated.id]: { level: mark.escalated.level, straight: mark.escalated.straight } }
      : {},
    ...(mark.compensated && { compensations: { [mark.compensated.id]: mark.compensated.worth } }),
    ...(mark.rated && { handling: { [mark.rated.feedbackId]: mark.rated.csat } }),
  };
}

/** Commutative, associative and idempotent: the order of arrival cannot show in a figure. */
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

// One spelling of a time, so that text compares as time does.
function utc(time: string): string {
  return new Date(time).toISOString();
}
