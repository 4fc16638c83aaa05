import type { ResponsePolicy } from '../../policies/response-policy/response-policy.ts';
import { folded, foldedHasAnyWord } from '../../text/words.ts';

/** What is known when a complaint comes in. */
interface Said {
  readonly text: string | null;
  readonly category: string | null;
  readonly tier: string | null;
  /** The customer complains again and again. */
  readonly repeated: boolean;
}

export const thirdComplaint = 'third_complaint';

/** The reasons of the policy that hold for this complaint, in the policy's order. */
export function straightToManagement(said: Said, policy: ResponsePolicy): string[] {
  const text = said.text === null ? null : folded(said.text);
  return policy.straightToManagement.filter((reason) => holds(reason, { ...said, text }, policy));
}

function holds(reason: string, { text, category, tier, repeated }: Said, policy: ResponsePolicy): boolean {
  if (reason === 'top_tier') return tier !== null && policy.topTiers.some((top) => same(top, tier));
  if (reason === thirdComplaint && repeated) return true;
  if (category !== null && same(category, reason)) return true;
  if (text === null) return false;
  // Every language's list: customers mix languages, and a declared language may be wrong.
  return Object.values(policy.words[reason] ?? {}).some((words) => foldedHasAnyWord(text, words));
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
