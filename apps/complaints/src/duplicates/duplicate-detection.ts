import type { DuplicatePolicy } from '../policies/duplicate-policy/duplicate-policy.ts';
import { similarity, trigramsOf } from '../text/trigrams.ts';

/** A complaint that comes in. */
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

/** What there is of a customer, for one touchpoint and category. */
export interface CustomerHistory extends Pick<DuplicateCheckInput, 'customer' | 'touchpoint' | 'category'> {
  /** Complaints within the window of repeats, counted as far as it matters. */
  readonly earlier: number;
  /** Of the same touchpoint and category within the window of duplicates. */
  readonly candidates: readonly Candidate[];
}

export interface ProposedDuplicate {
  readonly of: string;
  readonly score: number;
}

export interface DuplicateCheckResult {
  /** It is the customer's third complaint, or whichever the policy says, or a later one. */
  readonly repeated: boolean;
  /** Which ones it may repeat, the most similar first. */
  readonly proposed: readonly ProposedDuplicate[];
}

// More links than a person looks at help nobody.
const maxProposed = 3;
// The first pages say what it is about.
export const comparedCharacters = 2000;

/** What each repeats of those that were there, and of those before it in the list. Without a text nothing is similar. */
export function detectDuplicates(
  said: readonly DuplicateCheckInput[],
  known: readonly CustomerHistory[],
  { minimumSimilarity, repeatCount }: DuplicatePolicy,
): DuplicateCheckResult[] {
  const counts = new Map(known.map(({ customer, earlier }) => [customer, earlier]));
  const candidates = new Map(known.map((one) => [keyOf(one), [...one.candidates]]));
  const trigrams = new Map<string, Set<string>>();
  const of = (text: string) => {
    const found = trigrams.get(text) ?? trigramsOf(text.slice(0, comparedCharacters));
    trigrams.set(text, found);
    return found;
  };
  return said.map(({ id, text, ...about }) => {
    const earlier = counts.get(about.customer) ?? 0;
    counts.set(about.customer, earlier + 1);
    const others = candidates.get(keyOf(about)) ?? [];
    const proposed = others.flatMap((other) => {
      const score = text === null ? 0 : similarity(of(text), of(other.text));
      return score > 0 && score >= minimumSimilarity ? [{ of: other.id, score }] : [];
    });
    if (text !== null) candidates.set(keyOf(about), [...others, { id, text }]);
    return {
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
