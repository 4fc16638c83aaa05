import { recount } from './recount.ts';
import type { Finding, Verdict } from './verdict.ts';

const kinds = {
  scores: 'scores',
  complaints: 'complaint figures',
  touchpoint: 'samples of touchpoints',
  timeline: 'timelines',
};
const same = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6;

/** What Harken counts is what happened. A figure that is not there counts as nothing. */
export const figureVerdicts: readonly Verdict[] = Object.entries(kinds).map(([kind, name]) => ({
  group: 'figures',
  name: `${name} are those of a recount`,
  find: (ledger): Finding[] => {
    const counted = recount(ledger);
    const said = new Map(
      ledger.ask<{ name: string; said: number }>('SELECT name, said FROM figures').map((row) => [row.name, row.said]),
    );
    return [...new Set([...counted.keys(), ...said.keys()])]
      .filter((figure) => figure.startsWith(`${kind} `))
      .filter((figure) => !same(counted.get(figure) ?? 0, said.get(figure) ?? 0))
      .map((subject) => ({ subject, detail: `${said.get(subject) ?? 0} said, ${counted.get(subject) ?? 0} counted` }));
  },
}));
