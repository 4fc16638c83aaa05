import { folded } from '@harken/text';
import type { ResponsePolicy } from '../../policies/response-policy/response-policy.ts';
import { hasReasonWord } from './reason-words.ts';

/** The facts of a new complaint that decide on immediate escalation. */
interface ImmediateEscalationInput {
  readonly text: string | null;
  readonly category: string | null;
  readonly tier: string | null;
  /** Whether the customer reached the repeat count of the duplicate policy. */
  readonly repeated: boolean;
}

export const thirdComplaintReason = 'third_complaint';

/** The reasons of the policy that apply to this complaint, in the policy's order. */
export function immediateEscalationReasons(said: ImmediateEscalationInput, policy: ResponsePolicy): string[] {
  const text = said.text === null ? null : folded(said.text);
  return policy.straightToManagement.filter((reason) => reasonApplies(reason, { ...said, text }, policy));
}

function reasonApplies(
  reason: string,
  { text, category, tier, repeated }: ImmediateEscalationInput,
  policy: ResponsePolicy,
): boolean {
  if (reason === 'top_tier') return tier !== null && policy.topTiers.some((top) => equalsIgnoringCase(top, tier));
  if (reason === thirdComplaintReason && repeated) return true;
  if (category !== null && equalsIgnoringCase(category, reason)) return true;
  if (text === null) return false;
  return hasReasonWord(text, reason, policy.words);
}

const equalsIgnoringCase = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
