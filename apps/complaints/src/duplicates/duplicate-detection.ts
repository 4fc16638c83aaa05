import { millisecondsOf } from '../calendars/duration.ts';
import type { DuplicatePolicy } from '../policies/duplicate-policy/duplicate-policy.ts';
import { similarity, trigramsOf } from '../text/trigrams.ts';

/** A new complaint. */
export interface DuplicateCheckInput {
  readonly id: string;
  /** null: unknown, so that it repeats nothing. */
  readonly customer: string | null;
  readonly touchpoint: string | null;
  readonly category: string | null;
  readonly text: string | null;
  readonly occurredAt: Date;
}

export interface Candidate {
  readonly id: string;
  readonly text: string;
}

/** The customer's complaints around the time of one, and at its touchpoint and category. */
export interface CustomerHistory
  extends Pick<DuplicateCheckInput, 'customer' | 'touchpoint' | 'category' | 'occurredAt'> {
  /** When those within the repeat window before or after occurred, in ms, the nearest of each side. */
  readonly around: readonly number[];
  /** Complaints with the same touchpoint and category within the duplicate window. */
  readonly candidates: readonly Candidate[];
}

export interface ProposedDuplicate {
  readonly of: string;
  readonly score: number;
}

export interface DuplicateCheckResult {
  /** Whether the customer reaches the policy's repeat count (three by default) with it. */
  readonly repeated: boolean;
  /** The possible originals, the most similar first. */
  readonly proposed: readonly ProposedDuplicate[];
}

// More than a person looks at are of no use.
const maxProposed = 3;
// Enough to see what it is about.
export const comparedCharacters = 2000;

/**
 * Each complaint, compared with the customer's history and with those before it in the list. Without a text nothing is
 * similar.
 */
export function detectDuplicates<C extends DuplicateCheckInput>(
  incoming: readonly C[],
  known: readonly CustomerHistory[],
  policy: DuplicatePolicy,
): (C & DuplicateCheckResult)[] {
  const histories = new Map(known.map((one) => [keyOf(one), one]));
  const before = new Map<string, C[]>();
  const trigrams = new Map<string, Set<string>>();
  const of = (text: string) => {
    const found = trigrams.get(text) ?? trigramsOf(text.slice(0, comparedCharacters));
    trigrams.set(text, found);
    return found;
  };
  const window = millisecondsOf(policy.window);
  return incoming.map((complaint) => {
    const { text, customer } = complaint;
    const { around = [], candidates = [] } = histories.get(keyOf(complaint)) ?? {};
    const others = customer === null ? [] : (before.get(customer) ?? []);
    const alike = others.filter(
      (one) => isAbout(one, complaint) && Math.abs(one.occurredAt.getTime() - complaint.occurredAt.getTime()) <= window,
    );
    const proposed = [...candidates, ...alike].flatMap((other) => {
      const score = text === null || other.text === null ? 0 : similarity(of(text), of(other.text));
      return score > 0 && score >= policy.minimumSimilarity ? [{ of: other.id, score }] : [];
    });
    const times = [...around, ...others.map(({ occurredAt }) => occurredAt.getTime())];
    others.push(complaint);
    if (customer !== null) before.set(customer, others);
    return {
      ...complaint,
      repeated: isRepeated(complaint.occurredAt.getTime(), times, policy),
      proposed: proposed.sort((a, b) => b.score - a.score).slice(0, maxProposed),
    };
  });
}

/** Whether `repeatCount` complaints, this one among them, occurred within one repeat window. */
function isRepeated(at: number, others: readonly number[], { repeatWindow, repeatCount }: DuplicatePolicy): boolean {
  const window = millisecondsOf(repeatWindow);
  const times = [...others.filter((other) => Math.abs(other - at) <= window), at].sort((a, b) => a - b);
  return times.some((first, index) => {
    const last = times[index + repeatCount - 1];
    return last !== undefined && last - first <= window && first <= at && at <= last;
  });
}

type Subject = Pick<DuplicateCheckInput, 'customer' | 'touchpoint' | 'category'>;

const isAbout = (one: Subject, other: Subject): boolean =>
  one.touchpoint === other.touchpoint && one.category === other.category;

export const keyOf = ({
  customer,
  touchpoint,
  category,
  occurredAt,
}: Subject & { readonly occurredAt: Date }): string =>
  JSON.stringify([customer, touchpoint, category, occurredAt.getTime()]);
