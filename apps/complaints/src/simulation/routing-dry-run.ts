import type { Severity } from '@harken/contracts';
import { type CompiledConditions, type RoutingInput, toRoutingInput } from '../policies/routing-rules/conditions.ts';
import { type IncomingFacts, type RoutingRules, winningRule } from '../policies/routing-rules/routing-rules.ts';

/** The result of routing: team, rule and severity. */
export interface RouteResult {
  readonly team: string;
  /** null: the fallback team. */
  readonly rule: string | null;
  readonly severity: Severity;
}

/** A complaint as it came in, and where it was routed. */
export interface RoutedComplaint {
  readonly complaintId: string;
  readonly number: string;
  readonly openedAt: Date;
  readonly incoming: IncomingFacts;
  readonly routedTo: RouteResult;
  /** The current team: somebody may have rerouted it. */
  readonly teamNow: string;
}

export interface RoutingDryRunItem {
  readonly complaintId: string;
  readonly number: string;
  readonly openedAt: Date;
  readonly went: RouteResult & { readonly teamNow: string };
  readonly would: RouteResult & { readonly skills: readonly string[] };
  readonly why: readonly ConditionReason[];
  readonly differs: readonly (keyof RouteResult)[];
}

export interface RoutingDryRunCounts {
  readonly complaints: number;
  readonly differing: number;
  readonly rules: readonly { readonly rule: string | null; readonly team: string; readonly complaints: number }[];
  readonly teams: readonly { readonly team: string; readonly went: number; readonly would: number }[];
}

const comparedFields = ['team', 'rule', 'severity'] as const;

/** Where these rules would send it, and why. */
export function dryRunRouting(
  { incoming, routedTo: went, teamNow, ...complaint }: RoutedComplaint,
  rules: RoutingRules,
): RoutingDryRunItem {
  const input = toRoutingInput(incoming);
  const won = winningRule(input, rules);
  const would = {
    team: won?.rule.team ?? rules.fallbackTeam,
    rule: won?.rule.id ?? null,
    severity: won?.rule.severity ?? incoming.severity,
    skills: won?.rule.skills ?? [],
  };
  return {
    ...complaint,
    went: { ...went, teamNow },
    would,
    why: won ? explainConditions(won.when, input, '/when').why : [],
    differs: comparedFields.filter((field) => went[field] !== would[field]),
  };
}

/** Every rule is listed, also with zero complaints; the fallback team comes last. */
export function countRoutingDryRun(
  trials: readonly RoutingDryRunItem[],
  { rules, fallbackTeam }: RoutingRules,
): RoutingDryRunCounts {
  const won = countBy(trials, ({ would }) => would.rule);
  const went = countBy(trials, (trial) => trial.went.team);
  const would = countBy(trials, (trial) => trial.would.team);
  return {
    complaints: trials.length,
    differing: trials.filter(({ differs }) => differs.length > 0).length,
    rules: [...rules.map(({ id, team }) => ({ rule: id, team })), { rule: null, team: fallbackTeam }].map((one) => ({
      ...one,
      complaints: won.get(one.rule) ?? 0,
    })),
    teams: [...new Set([...went.keys(), ...would.keys()])]
      .sort()
      .map((team) => ({ team, went: went.get(team) ?? 0, would: would.get(team) ?? 0 })),
  };
}

function countBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, number> {
  const counts = new Map<K, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

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
