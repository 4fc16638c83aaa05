import { isDeepStrictEqual } from 'node:util';
import type { Figures } from './figures.ts';

export interface Check {
  readonly what: string;
  /** What each source says; all must say the same. */
  readonly said: Readonly<Record<string, unknown>>;
}

/** Every number of the run, from each source. */
export function checksOf(sources: Readonly<Record<string, Figures>>): Check[] {
  const each = (what: string, value: (figures: Figures) => unknown): Check => ({
    what,
    said: Object.fromEntries(Object.entries(sources).map(([name, figures]) => [name, value(figures)])),
  });
  return [
    each('complaints opened', ({ opened }) => opened),
    each('routed per team', ({ perTeam }) => perTeam),
    each('answered', ({ answered }) => answered),
    each('closed', ({ closed }) => closed),
    each('clocks breached', ({ breached }) => breached),
    each('escalated per level', ({ escalated }) => escalated),
  ];
}

export const agrees = ({ said }: Check): boolean => {
  const [first, ...others] = Object.values(said);
  return others.every((other) => isDeepStrictEqual(other, first));
};

const show = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([name, count]) => `${name} ${count}`)
        .join(', ') || 'none'
    : String(value);

/** One line where the sources agree; a line for each where they do not. */
export function lineOf(check: Check): string {
  const { what, said } = check;
  const names = Object.keys(said);
  if (agrees(check)) return `  ok   ${what.padEnd(22)} ${show(Object.values(said)[0])}   (${names.join(' = ')})`;
  return [`  BAD  ${what}`, ...names.map((name) => `         ${name.padEnd(20)} ${show(said[name])}`)].join('\n');
}
