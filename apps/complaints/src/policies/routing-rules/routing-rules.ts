import type { Severity } from '@harken/contracts';
import { FieldErrors } from '@harken/errors';
import { checkConditions } from './check-conditions.ts';
import {
  type CompiledConditions,
  compile,
  compiledHolds,
  type RoutingConditions,
  type RoutingFacts,
  type RoutingInput,
  toRoutingInput,
} from './conditions.ts';

export interface RoutingRule {
  readonly id: string;
  readonly when: RoutingConditions;
  readonly team: string;
  readonly severity?: Severity;
  /** The skills that the assignee should have. */
  readonly skills?: readonly string[];
}

export interface RoutingRules {
  readonly rules: readonly RoutingRule[];
  readonly fallbackTeam: string;
}

export interface VersionedRules extends RoutingRules {
  readonly version: number;
}

/** A complaint before it is routed. */
export type IncomingFacts = RoutingFacts & { readonly severity: Severity };

export interface Route {
  readonly team: string;
  readonly severity: Severity;
  /** null: no rule matched, so the fallback team gets it. */
  readonly rule: string | null;
  readonly rulesVersion: number;
  readonly skills: readonly string[];
}

export interface CompiledRule {
  readonly rule: RoutingRule;
  readonly when: CompiledConditions;
}

const compiledOnce = new WeakMap<RoutingRules, readonly CompiledRule[]>();

/** Compiled once while the rules are in force. */
export function compiledRules(rules: RoutingRules): readonly CompiledRule[] {
  const known = compiledOnce.get(rules);
  if (known) return known;
  const compiled = rules.rules.map((rule) => ({ rule, when: compile(rule.when) }));
  compiledOnce.set(rules, compiled);
  return compiled;
}

/** The first matching rule decides; without one the fallback team gets the complaint. */
export function route(incoming: IncomingFacts, rules: VersionedRules): Route {
  const rule = winningRule(toRoutingInput(incoming), rules)?.rule;
  return {
    team: rule?.team ?? rules.fallbackTeam,
    severity: rule?.severity ?? incoming.severity,
    rule: rule?.id ?? null,
    rulesVersion: rules.version,
    skills: rule?.skills ?? [],
  };
}

export const winningRule = (input: RoutingInput, rules: RoutingRules): CompiledRule | undefined =>
  compiledRules(rules).find(({ when }) => compiledHolds(when, input));

export const ruleHolds = (when: RoutingConditions, incoming: RoutingFacts): boolean =>
  compiledHolds(compile(when), toRoutingInput(incoming));

/** Throws with every fault of the rules. */
export function assertValidRules({ rules, fallbackTeam }: RoutingRules, teams: ReadonlySet<string>): void {
  const seen = new Set<string>();
  const errors = new FieldErrors();
  const checkTeam = (team: string, at: FieldErrors) =>
    at.addIf(!teams.has(team), 'routing-rules.unknown-team', `There is no team ${team}.`);
  for (const [index, { id, when, team }] of rules.entries()) {
    const at = errors.at('rules', index);
    checkConditions(when, at.at('when'));
    checkTeam(team, at.at('team'));
    at.at('id').addIf(seen.has(id), 'routing-rules.repeated-id', `${id} is there twice.`);
    seen.add(id);
  }
  checkTeam(fallbackTeam, errors.at('fallbackTeam'));
  errors.throwIfAny('routing-rules.invalid', 'The routing rules lead nowhere, or say what cannot be.');
}
