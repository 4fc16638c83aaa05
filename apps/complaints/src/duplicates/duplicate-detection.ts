import type { DuplicatePolicy } from '../policies/duplicate-policy/duplicate-policy.ts';
import { similarity, trigramsOf } from '../text/trigrams.ts';

/** A new complaint. */
export interface DuplicateCheckInput {
  readonly id: string;
  readonly customer: string;
  readonly touchpoint: string | null;
  readonly category: string | null;
  readonly text: string | null;
}

export interface Candidate {
  readonly id: string;
  readonly text: string;
}

/** The customer's earlier complaints at one touchpoint and category. */
export interface CustomerHistory extends Pick<DuplicateCheckInput, 'customer' | 'touchpoint' | 'category'> {
  /** The number of complaints within the repeat window, counted up to the repeat count. */
  readonly earlier: number;
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
  { minimumSimilarity, repeatCount }: DuplicatePolicy,
): (C & DuplicateCheckResult)[] {
  const counts = new Map(known.map(({ customer, earlier }) => [customer, earlier]));
  const candidates = new Map(known.map((one) => [keyOf(one), [...one.candidates]]));
  const trigrams = new Map<string, Set<string>>();
  const of = (text: string) => {
    const found = trigrams.get(text) ?? trigramsOf(text.slice(0, comparedCharacters));
    trigrams.set(text, found);
    return found;
  };
  return incoming.map((complaint) => {
    const { id, text, customer } = complaint;
    const earlier = counts.get(customer) ?? 0;
    counts.set(customer, earlier + 1);
    const key = keyOf(complaint);
    const others = candidates.get(key) ?? [];
    const proposed = others.flatMap((other) => {
      const score = text === null ? 0 : similarity(of(text), of(other.text));
      return score > 0 && score >= minimumSimilarity ? [{ of: other.id, score }] : [];
    });
    if (text !== null) candidates.set(key, [...others, { id, text }]);
    return {
      ...complaint,
      repeated: earlier + 1 >= repeatCount,
      proposed: proposed.sort((a, b) => b.score - a.score).slice(0, maxProposed),
    };
  });
}

const keyOf = ({
  customer,
  touchpoint,
  category,
}: Pick<DuplicateCheckInput, 'customer' | 'touchpoint' | 'category'>): string =>
  JSON.stringify([customer, touchpoint, category]);
