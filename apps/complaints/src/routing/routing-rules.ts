import type { Severity } from '@harken/contracts';
import { type Fault, Invalid } from '@harken/errors';
import { hasAnyWord } from './words.ts';

export type Values = string | readonly string[];

/** Every condition that is there must hold; a list holds when one of its values does. */
export interface Conditions {
  readonly touchpoint?: Values;
  readonly category?: Values;
  readonly severity?: Values;
  readonly segment?: Values;
  readonly tier?: Values;
  readonly language?: Values;
  readonly channel?: Values;
  readonly method?: Values;
  /** Words or phrases to be found in the text. */
  readonly text?: Values;
}

export interface RoutingRule {
  readonly id: string;
  readonly when: Conditions;
  readonly team: string;
  readonly severity?: Severity;
}

export interface RoutingRules {
  readonly rules: readonly RoutingRule[];
  readonly fallbackTeam: string;
}

export interface VersionedRules extends RoutingRules {
  readonly version: number;
}

/** What rules look at. */
export interface Routable {
  readonly touchpoint: string | null;
  readonly category: string | null;
  readonly severity: Severity;
  readonly segments: readonly string[];
  readonly tier: string | null;
  readonly language: string | null;
  readonly channel: string | null;
  readonly method: string | null;
  readonly text: string | null;
}

export interface Route {
  readonly team: string;
  readonly severity: Severity;
  /** null: no rule held, so the fallback team takes it. */
  readonly rule: string | null;
  readonly rulesVersion: number;
}

/** The first rule that holds decides. Nothing is ever unrouted. */
export function route(said: Routable, { rules, fallbackTeam, version }: VersionedRules): Route {
  const rule = rules.find(({ when }) => holds(when, said));
  return {
    team: rule?.team ?? fallbackTeam,
    severity: rule?.severity ?? said.severity,
    rule: rule?.id ?? null,
    rulesVersion: version,
  };
}

export function holds(when: Conditions, said: Routable): boolean {
  return (
    isOneOf(when.touchpoint, said.touchpoint) &&
    isOneOf(when.category, said.category) &&
    isOneOf(when.severity, said.severity) &&
    (when.segment === undefined || said.segments.some((segment) => isOneOf(when.segment, segment))) &&
    isOneOf(when.tier, said.tier) &&
    (when.language === undefined || listOf(when.language).some((range) => speaks(said.language, range))) &&
    isOneOf(when.channel, said.channel) &&
    isOneOf(when.method, said.method) &&
    (when.text === undefined || (said.text !== null && hasAnyWord(said.text, wordsOf(when.text))))
  );
}

function isOneOf(wanted: Values | undefined, value: string | null): boolean {
  if (wanted === undefined) return true;
  if (value === null) return false;
  const found = value.toLowerCase();
  return listOf(wanted).some((one) => one.toLowerCase() === found);
}

/** Basic filtering of RFC 4647: `zh` takes `zh-Hant-HK`. */
function speaks(language: string | null, range: string): boolean {
  const tag = language?.toLowerCase();
  const wanted = range.toLowerCase();
  return tag === wanted || (tag?.startsWith(`${wanted}-`) ?? false);
}

const listOf = (values: Values): readonly string[] => (typeof values === 'string' ? [values] : values);

const single = new Map<string, readonly string[]>();
// A single word keeps its list, so that its pattern is compiled once.
function wordsOf(values: Values): readonly string[] {
  if (typeof values !== 'string') return values;
  const known = single.get(values) ?? [values];
  if (single.size < 1000) single.set(values, known);
  return known;
}

/** Refuses rules that lead nowhere or that nobody could tell apart. */
export function checkRules({ rules, fallbackTeam }: RoutingRules, teams: ReadonlySet<string>): void {
  const seen = new Set<string>();
  const faults: Fault[] = [];
  const unknownTeam = (pointer: string, team: string) =>
    faults.push({ pointer, code: 'routing-rules.unknown-team', detail: `There is no team ${team}.` });
  rules.forEach((rule, index) => {
    if (!teams.has(rule.team)) unknownTeam(`/rules/${index}/team`, rule.team);
    if (seen.has(rule.id))
      faults.push({
        pointer: `/rules/${index}/id`,
        code: 'routing-rules.repeated-id',
        detail: `${rule.id} is there twice.`,
      });
    seen.add(rule.id);
  });
  if (!teams.has(fallbackTeam)) unknownTeam('/fallbackTeam', fallbackTeam);
  if (faults.length > 0) throw new Invalid('routing-rules.invalid', 'The routing rules lead nowhere.', faults);
}
