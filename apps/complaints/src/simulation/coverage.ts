import {
  type CountedField,
  compiledHolds,
  countedFields,
  type RoutingFacts,
  toRoutingInput,
} from '../policies/routing-rules/conditions.ts';
import { compiledRules, type RoutingRules } from '../policies/routing-rules/routing-rules.ts';

export interface RuleShare {
  /** null: the fallback team. */
  readonly rule: string | null;
  readonly team: string;
  /** How many complaints it matches, regardless of earlier rules. */
  readonly held: number;
  /** How many complaints it decides. */
  readonly won: number;
  /** The share of all complaints; null without any. */
  readonly share: number | null;
}

export interface Coverage {
  readonly complaints: number;
  readonly rules: readonly RuleShare[];
  readonly neverHeld: readonly string[];
  readonly shadowed: readonly { readonly rule: string; readonly held: number; readonly by: readonly ShadowedBy[] }[];
  readonly alwaysFallBack: readonly FallbackValue[];
}

interface ShadowedBy {
  readonly rule: string;
  readonly complaints: number;
}

interface FallbackValue {
  readonly field: CountedField;
  readonly value: string;
  readonly complaints: number;
}

const maxFallbackValues = 200;

interface RuleTally {
  held: number;
  won: number;
  /** The earlier rules that decided the complaints it matches. */
  readonly lostTo: Map<number, number>;
}

/** Counts what the rules match among past complaints, added one by one. */
export class CoverageCounter {
  private complaints = 0;
  private fallen = 0;
  private readonly tallies: RuleTally[];
  private readonly seen = new Map<CountedField, Map<string, { all: number; fallen: number }>>();

  constructor(private readonly rules: RoutingRules) {
    this.tallies = rules.rules.map(() => ({ held: 0, won: 0, lostTo: new Map() }));
  }

  add(facts: RoutingFacts): void {
    const input = toRoutingInput(facts);
    let winner: number | undefined;
    for (const [index, { when }] of compiledRules(this.rules).entries()) {
      if (!compiledHolds(when, input)) continue;
      const tally = this.tallies[index] as RuleTally;
      tally.held += 1;
      if (winner === undefined) {
        winner = index;
        tally.won += 1;
      } else tally.lostTo.set(winner, (tally.lostTo.get(winner) ?? 0) + 1);
    }
    this.complaints += 1;
    if (winner === undefined) this.fallen += 1;
    for (const field of countedFields)
      for (const value of new Set(input.values[field])) this.count(field, value, winner === undefined);
  }

  report(): Coverage {
    const { complaints, fallen } = this;
    const { rules, fallbackTeam } = this.rules;
    const tallied = rules.map(({ id, team }, index) => ({ id, team, ...(this.tallies[index] as RuleTally) }));
    const shareOf = (won: number) => (complaints === 0 ? null : won / complaints);
    const fallback = { rule: null, team: fallbackTeam, held: complaints, won: fallen, share: shareOf(fallen) };
    return {
      complaints,
      rules: [
        ...tallied.map(({ id, team, held, won }) => ({ rule: id, team, held, won, share: shareOf(won) })),
        fallback,
      ],
      neverHeld: tallied.filter(({ held }) => held === 0).map(({ id }) => id),
      shadowed: tallied
        .filter(({ held, won }) => held > 0 && won === 0)
        .map(({ id, held, lostTo }) => ({ rule: id, held, by: this.winnersOf(lostTo) })),
      alwaysFallBack: this.fallbackValues(),
    };
  }

  private count(field: CountedField, value: string, fallen: boolean): void {
    const values = this.seen.get(field) ?? new Map<string, { all: number; fallen: number }>();
    this.seen.set(field, values);
    const counted = values.get(value) ?? { all: 0, fallen: 0 };
    values.set(value, counted);
    counted.all += 1;
    if (fallen) counted.fallen += 1;
  }

  private winnersOf(lostTo: ReadonlyMap<number, number>): ShadowedBy[] {
    return [...lostTo]
      .map(([index, complaints]) => ({ rule: this.rules.rules[index]?.id ?? '', complaints }))
      .sort((a, b) => b.complaints - a.complaints);
  }

  /** The values with the most complaints first. */
  private fallbackValues(): FallbackValue[] {
    return [...this.seen]
      .flatMap(([field, values]) => [...values].map(([value, counted]) => ({ field, value, ...counted })))
      .filter(({ all, fallen }) => all === fallen)
      .map(({ field, value, all }) => ({ field, value, complaints: all }))
      .sort((a, b) => b.complaints - a.complaints || (`${a.field} ${a.value}` < `${b.field} ${b.value}` ? -1 : 1))
      .slice(0, maxFallbackValues);
  }
}
