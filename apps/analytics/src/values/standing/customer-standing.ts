import type { CustomerList } from '@harken/contracts';
import { normalProbability } from '@harken/statistics';
import type { CustomerListRules } from '../rules/customer-list-rules.ts';

/** What is known of one customer, mergers included; newest first. */
export interface KnownCustomer {
  readonly customerId: string;
  readonly lastAt: Date | null;
  readonly frequency: number;
  readonly amounts: readonly Amount[];
  /** The newest interactions that count for the value. */
  readonly interactions: readonly string[];
  readonly feedback: readonly Heard[];
  readonly badEvents: readonly BadEvent[];
  readonly complaints: readonly KnownComplaint[];
  /** Something of it is not history. */
  readonly present: boolean;
}

export interface Amount {
  readonly currency: string;
  /** In the smallest unit. */
  readonly minor: number;
  readonly orders: number;
}

export interface Heard {
  readonly feedbackId: string;
  readonly at: Date;
  /** 0 to 10; null if nothing was answered. */
  readonly score: number | null;
}

export interface BadEvent {
  readonly code: 'bad-interaction' | 'breached-standard';
  readonly at: Date;
  readonly evidence: readonly string[];
}

export interface KnownComplaint {
  readonly complaintId: string;
  readonly openedAt: Date;
  readonly lastWordAt: Date | null;
  readonly open: boolean;
  readonly severity: string;
  readonly breached: boolean;
  readonly escalated: boolean;
  readonly rejected: boolean;
}

/** Bounds of the quintiles over all customers, and how far scores of one customer lie apart. */
export interface QuintileCuts {
  /** Times, ascending. */
  readonly recency: readonly string[];
  readonly frequency: readonly number[];
  readonly amount: Readonly<Record<string, readonly number[]>>;
  readonly spread: number;
}

export interface CustomerValue {
  /** Mean of the quintiles, 1 to 5. */
  readonly score: number;
  readonly recency: { readonly lastAt: string; readonly quintile: number };
  readonly frequency: { readonly count: number; readonly quintile: number };
  /** Of several currencies the one with the highest quintile; null without an amount. */
  readonly amount: { readonly minor: number; readonly currency: string; readonly quintile: number } | null;
}

export interface CustomerExperience {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

export interface Reason {
  readonly code: string;
  readonly evidence: readonly string[];
}

export interface Standing {
  readonly value: CustomerValue | null;
  readonly experience: CustomerExperience | null;
  /** The lists on which the customer belongs, with their reasons. */
  readonly lists: Partial<Readonly<Record<CustomerList, readonly Reason[]>>>;
  /** When time alone may change it. */
  readonly nextCheckAt: Date | null;
}

const day = 24 * 3_600_000;
const maxEvidence = 5;
/** Before there is data: scores of 0 to 10 of one customer lie about so far apart. */
export const assumedSpread = 2.5;

/** Where a customer stands and why, as of `now`. */
export function standingOf(known: KnownCustomer, rules: CustomerListRules, cuts: QuintileCuts, now: Date): Standing {
  const value = customerValueOf(known, cuts);
  const weighted = weightedExperience(known.feedback, rules.halfLifeDays);
  const experience = weighted && intervalOf(weighted, cuts.spread);
  const calls = interventionReasons(known, weighted, rules, cuts, now);
  const silent = silentReasons(known, rules, now);
  const worth = value?.score;
  const needsSomebody = calls.length > 0 && (worth === undefined || worth >= rules.interventionFrom);
  const lists: Partial<Record<CustomerList, readonly Reason[]>> = {};
  if (needsSomebody) lists.intervention = calls;
  if (silent.length > 0) lists.silent = silent;
  if (worth !== undefined && calls.length === 0) {
    const interactions = known.interactions.slice(0, maxEvidence);
    const good = weighted !== null && isSurely(weighted, cuts.spread, rules, 'good');
    if (worth >= rules.protectFrom) lists.protect = [{ code: 'high-value', evidence: interactions }];
    else if (good && worth >= rules.growthFrom) {
      lists.growth = [
        { code: 'good-experience', evidence: newest(known.feedback) },
        { code: 'room-to-grow', evidence: interactions },
      ];
    } else if (worth <= rules.lowerCostTo && silent.length === 0) {
      lists['serve-at-lower-cost'] = [{ code: 'low-value', evidence: interactions }];
    }
  }
  return { value, experience, lists, nextCheckAt: nextCheckOf(known, rules, now) };
}

/** 1 to 5: how many bounds it lies above. Of bounds that it equals, because many customers are equal, half count. */
export const quintileOf = <T extends number | string>(value: T, bounds: readonly T[]): number =>
  1 + bounds.filter((bound) => value > bound).length + Math.floor(bounds.filter((bound) => value === bound).length / 2);

function customerValueOf({ lastAt, frequency, amounts }: KnownCustomer, cuts: QuintileCuts): CustomerValue | null {
  // Fewer customers than quintiles have none.
  if (!lastAt || cuts.recency.length === 0) return null;
  const recency = { lastAt: lastAt.toISOString(), quintile: quintileOf(lastAt.toISOString(), cuts.recency) };
  const often = { count: frequency, quintile: quintileOf(frequency, cuts.frequency) };
  const [amount = null] = amounts
    .map(({ currency, minor }) => ({ minor, currency, quintile: quintileOf(minor, cuts.amount[currency] ?? []) }))
    .sort((a, b) => b.quintile - a.quintile || (a.currency < b.currency ? -1 : 1));
  const quintiles = [recency.quintile, often.quintile, ...(amount ? [amount.quintile] : [])];
  const score = quintiles.reduce((sum, quintile) => sum + quintile, 0) / quintiles.length;
  return { score: Math.round(score * 100) / 100, recency, frequency: often, amount };
}

interface WeightedMean {
  readonly mean: number;
  readonly n: number;
  /** Kish: so many equal scores would say as much. */
  readonly effective: number;
}

/** Weights halve with every half-life before the newest score, so that the mean does not depend on when it is read. */
export function weightedExperience(feedback: readonly Heard[], halfLifeDays: number): WeightedMean | null {
  const scored = feedback.flatMap(({ at, score }) => (score === null ? [] : { at: at.getTime(), score }));
  const [newestOne] = scored;
  if (!newestOne) return null;
  let [weights, squares, sum] = [0, 0, 0];
  for (const { at, score } of scored) {
    const weight = 0.5 ** ((newestOne.at - at) / (halfLifeDays * day));
    weights += weight;
    squares += weight * weight;
    sum += weight * score;
  }
  return { mean: sum / weights, n: scored.length, effective: (weights * weights) / squares };
}

/** 95 %, by the spread of scores around the mean of their customer: a single customer says too little for one of its own. */
function intervalOf({ mean, n, effective }: WeightedMean, spread: number): CustomerExperience {
  const half = (1.959964 * spread) / Math.sqrt(effective);
  const round = (score: number) => Math.round(Math.min(10, Math.max(0, score)) * 100) / 100;
  return { mean: round(mean), low: round(mean - half), high: round(mean + half), n };
}

/** Whether the experience is good, or bad, with the probability that the rules ask for. */
function isSurely(
  { mean, effective }: WeightedMean,
  spread: number,
  { goodScore, badScore, sureness }: CustomerListRules,
  which: 'good' | 'bad',
): boolean {
  const distance = which === 'good' ? mean - goodScore : badScore - mean;
  return normalProbability((distance * Math.sqrt(effective)) / spread) >= sureness;
}

const newest = (feedback: readonly Heard[]): string[] =>
  feedback
    .filter(({ score }) => score !== null)
    .slice(0, maxEvidence)
    .map(({ feedbackId }) => feedbackId);

function interventionReasons(
  { feedback, complaints }: KnownCustomer,
  weighted: WeightedMean | null,
  rules: CustomerListRules,
  cuts: QuintileCuts,
  now: Date,
): Reason[] {
  const reasons: Reason[] = [];
  const last = feedback.find(({ score }) => score !== null);
  if (last?.score !== undefined && last.score !== null && last.score <= rules.badScore) {
    if (isWithin(last.at, rules.recentDays, now)) reasons.push({ code: 'bad-experience', evidence: [last.feedbackId] });
  }
  if (weighted && isSurely(weighted, cuts.spread, rules, 'bad')) {
    reasons.push({ code: 'low-experience', evidence: newest(feedback) });
  }
  const open = complaints.filter(
    (complaint) =>
      complaint.open &&
      (complaint.breached || complaint.escalated || rules.interventionSeverities.includes(complaint.severity)),
  );
  if (open.length > 0) {
    const evidence = open.slice(0, maxEvidence).map(({ complaintId }) => complaintId);
    reasons.push({ code: 'open-complaint', evidence });
  }
  return reasons;
}

/** Bad events that the customer has said nothing about, since long enough. */
function silentReasons(known: KnownCustomer, rules: CustomerListRules, now: Date): Reason[] {
  const spokeAt = lastWordAt(known);
  const unspoken = badEventsOf(known).filter(
    ({ at }) =>
      at.getTime() >= spokeAt &&
      isWithin(at, rules.badEventDays, now) &&
      now.getTime() - at.getTime() >= rules.quietDays * day,
  );
  const byCode = Map.groupBy(unspoken, ({ code }) => code);
  return [...byCode].map(([code, events]) => ({
    code,
    evidence: [...new Set(events.flatMap(({ evidence }) => evidence))].slice(0, 2 * maxEvidence),
  }));
}

type AnyBadEvent = Omit<BadEvent, 'code'> & { readonly code: BadEvent['code'] | 'complaint-in-vain' };

/** A complaint that was rejected, or not answered in time, is a bad event too: from its last word on. */
const badEventsOf = ({ badEvents, complaints }: KnownCustomer): AnyBadEvent[] => [
  ...badEvents,
  ...complaints
    .filter(({ open, breached, rejected }) => rejected || (breached && !open))
    .map(({ complaintId, openedAt, lastWordAt: wrote }) => ({
      code: 'complaint-in-vain' as const,
      at: wrote ?? openedAt,
      evidence: [complaintId],
    })),
];

const lastWordAt = ({ feedback, complaints }: KnownCustomer): number =>
  Math.max(
    Number.NEGATIVE_INFINITY,
    ...feedback.map(({ at }) => at.getTime()),
    ...complaints.map(({ openedAt, lastWordAt: wrote }) => (wrote ?? openedAt).getTime()),
  );

const isWithin = (at: Date, days: number, now: Date): boolean => now.getTime() - at.getTime() <= days * day;

function nextCheckOf(known: KnownCustomer, rules: CustomerListRules, now: Date): Date | null {
  const last = known.feedback.find(({ score }) => score !== null);
  const times = [
    ...badEventsOf(known).flatMap(({ at }) => [
      at.getTime() + rules.quietDays * day,
      at.getTime() + rules.badEventDays * day + 1,
    ]),
    ...(last ? [last.at.getTime() + rules.recentDays * day + 1] : []),
  ].filter((time) => time > now.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}
