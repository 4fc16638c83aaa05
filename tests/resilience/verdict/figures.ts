import { type FigureKind, figureKinds, recount } from './recount.ts';
import type { Finding, Verdict } from './verdict.ts';

const names: Readonly<Record<FigureKind, string>> = {
  scores: 'scores',
  complaints: 'complaint figures',
  touchpoint: 'samples of touchpoints',
  timeline: 'timelines',
};
const same = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6;

/** What Harken counts is what happened. A figure that is not there counts as nothing. */
export const figureVerdicts: readonly Verdict[] = figureKinds.map((kind) => ({
  group: 'figures',
  name: `${names[kind]} are those of a recount`,
  find: (ledger): Finding[] => {
    const counted = recount(ledger, kind);
    const rows = ledger.query<{ name: string; said: number }>('SELECT name, said FROM figures');
    const said = new Map(rows.filter(({ name }) => name.startsWith(`${kind} `)).map((row) => [row.name, row.said]));
    return [...new Set([...counted.keys(), ...said.keys()])]
      .filter((figure) => !same(counted.get(figure) ?? 0, said.get(figure) ?? 0))
      .map((subject) => ({ subject, detail: `${said.get(subject) ?? 0} said, ${counted.get(subject) ?? 0} counted` }));
  },
}));
