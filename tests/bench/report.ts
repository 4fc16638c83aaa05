import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join, resolve } from 'node:path';
import type { Figure, Line } from './figures.ts';

export const benchFolder = resolve(import.meta.dirname, '../../.harken/bench');

const digits = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value >= 10 ? 1 : value >= 1 ? 2 : 3);
const shown = ({ median, min, max }: Figure): string =>
  min === max ? digits(median) : `${digits(median)} (${digits(min)}-${digits(max)})`;
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

export function table(lines: readonly Line[]): string {
  return [
    row(['what', 'unit', 'figure', 'baseline', 'ratio', 'goal']),
    row(['---', '---', '---', '---', '---', '---']),
    ...lines.map(({ what, unit, figure, baseline, ratio, goal }) =>
      row([what, unit, shown(figure), baseline ? shown(baseline) : '', ratio ? shown(ratio) : '', goal ?? '']),
    ),
  ].join('\n');
}

function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown'; // Sources without their history.
  }
}

export function machine(): Readonly<Record<string, string | number>> {
  const [first, ...others] = cpus();
  return {
    processors: others.length + 1,
    model: first?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    commit: commit(),
  };
}

/** Returns the path of the JSON file. */
export function keep(lines: readonly Line[], about: Readonly<Record<string, unknown>>): string {
  mkdirSync(benchFolder, { recursive: true });
  const file = join(benchFolder, `${new Date().toISOString().replaceAll(':', '-')}.json`);
  writeFileSync(file, `${JSON.stringify({ ...about, lines }, null, 2)}\n`);
  return file;
}
