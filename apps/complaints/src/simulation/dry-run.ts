import type { Severity } from '@harken/contracts';
import { heardOf } from '../policies/routing-rules/compile.ts';
import { type Incoming, type RoutingRules, winning } from '../policies/routing-rules/routing-rules.ts';
import { explain, type Reason } from './explain.ts';

/** Where a complaint goes, and as how bad. */
export interface Way {
  readonly team: string;
  /** null: the fallback team. */
  readonly rule: string | null;
  readonly severity: Severity;
}

/** A complaint as it came in, and where it went then. */
export interface RoutedComplaint {
  readonly complaintId: string;
  readonly number: string;
  readonly openedAt: Date;
  readonly said: Incoming;
  readonly went: Way;
  /** The team that has it now: somebody may have known better. */
  readonly teamNow: string;
}

export interface Trial {
  readonly complaintId: string;
  readonly number: string;
  readonly openedAt: Date;
  readonly went: Way & { readonly teamNow: string };
  readonly would: Way & { readonly skills: readonly string[] };
  readonly why: readonly Reason[];
  readonly differs: readonly (keyof Way)[];
}

export interface TrialCounts {
  readonly complaints: number;
  readonly differing: number;
  readonly rules: readonly { readonly rule: string | null; readonly team: string; readonly complaints: number }[];
  readonly teams: readonly { readonly team: string; readonly went: number; readonly would: number }[];
}

const differences = ['team', 'rule', 'severity'] as const;

/** Where these rules would have sent it, and why. */
export function tryOn({ said, went, teamNow, ...complaint }: RoutedComplaint, rules: RoutingRules): Trial {
  const heard = heardOf(said);
  const won = winning(heard, rules);
  const would = {
    team: won?.rule.team ?? rules.fallbackTeam,
    rule: won?.rule.id ?? null,
    severity: won?.rule.severity ?? said.severity,
    skills: won?.rule.skills ?? [],
  };
  return {
    ...complaint,
    went: { ...went, teamNow },
    would,
    why: won ? explain(won.when, heard, '/when').why : [],
    differs: differences.filter((field) => went[field] !== would[field]),
  };
}

/** Every rule is there, also with nothing; the fallback comes last. */
export function countTrials(trials: readonly Trial[], { rules, fallbackTeam }: RoutingRules): TrialCounts {
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
