import type { CompiledConditions, RoutingInput } from '../policies/routing-rules/compile.ts';

/** A condition and its result. `found` is the value that matched. */
export interface ConditionReason {
  /** The JSON pointer below the rule's `when`. */
  readonly pointer: string;
  readonly condition: string;
  readonly found: string | null;
}

interface ConditionExplanation {
  readonly holds: boolean;
  readonly why: readonly ConditionReason[];
}

/** Whether it holds, and the conditions that decided it. */
export function explainConditions(
  { tests, all, any, not }: CompiledConditions,
  input: RoutingInput,
  pointer = '',
): ConditionExplanation {
  const parts: ConditionExplanation[] = tests.map((test) => {
    const found = test.find(input);
    return { holds: found !== null, why: [{ pointer: `${pointer}/${test.field}`, condition: test.field, found }] };
  });
  for (const [index, one] of all.entries()) parts.push(explainConditions(one, input, `${pointer}/all/${index}`));
  if (any) {
    const branches = any.map((one, index) => explainConditions(one, input, `${pointer}/any/${index}`));
    const held = branches.filter(({ holds }) => holds);
    parts.push({ holds: held.length > 0, why: (held.length > 0 ? held : branches).flatMap(({ why }) => why) });
  }
  if (not) {
    const denied = explainConditions(not, input, `${pointer}/not`);
    parts.push({ holds: !denied.holds, why: denied.why });
  }
  const against = parts.filter(({ holds }) => !holds);
  return { holds: against.length === 0, why: (against.length > 0 ? against : parts).flatMap(({ why }) => why) };
}
