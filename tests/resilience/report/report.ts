import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import type { FaultRow } from '../ledger/rows.ts';
import type { VerdictResult } from '../verdict/verdicts.ts';

export const resilienceFolder = resolve(import.meta.dirname, '../../../.harken/resilience');

export interface Report {
  readonly options: Readonly<Record<string, unknown>>;
  readonly at: string;
  readonly durationMs: number;
  readonly results: readonly VerdictResult[];
  readonly counts: Readonly<Record<string, number>>;
  readonly faults: readonly FaultRow[];
}

const shown = 5;
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const shownAs = ([name, value]: readonly [string, number]): string =>
  name.endsWith('Ms') ? seconds(value) : value.toLocaleString('en');
const wordsOf = (name: string): string =>
  name.replace(/Ms$/, '').replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

/** Counts, then every verdict with the first of its findings. */
export function textOf({ results, counts }: Report): string {
  const countLines = Object.entries(counts).map(
    ([name, value]) => `  ${wordsOf(name).padEnd(24)} ${shownAs([name, value]).padStart(12)}`,
  );
  const lines = results.flatMap(({ group, name, findings }) => [
    `  ${findings.length === 0 ? '✓' : '✗'} ${group.padEnd(9)} ${name}${findings.length > 0 ? `: ${findings.length}` : ''}`,
    ...findings.slice(0, shown).map(({ subject, detail }) => `      ${subject}: ${detail}`),
  ]);
  return [...countLines, '', ...lines].join('\n');
}

export function markdownOf({ options, at, durationMs, results, counts, faults }: Report): string {
  const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
    [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
  const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  return [
    `## Seed ${options.seed}: ${Number(options.events).toLocaleString('en')} events, ${faults.length} faults`,
    `${at}, ${seconds(durationMs)}, ${machine}. Again: \`npm run test:resilience -- ${argumentsOf(options)}\``,
    table(
      ['promise', 'broken'],
      results.map(({ name, findings }) => [name, String(findings.length)]),
    ),
    table(
      ['count', ''],
      Object.entries(counts).map((entry) => [wordsOf(entry[0]), shownAs(entry)]),
    ),
    table(
      ['fault', 'took', ''],
      faults.map(({ described, startedAt, endedAt, error }) => [
        described,
        seconds((endedAt ?? startedAt) - startedAt),
        error ?? '',
      ]),
    ),
  ].join('\n\n');
}

const argumentsOf = (options: Report['options']): string =>
  ['events', 'customers', 'faults', 'seed', 'form', 'rate', 'complaints']
    .map((name) => `--${name} ${options[name]}`)
    .join(' ');

/** Keeps it as JSON and Markdown; returns the path without its ending. */
export function keep(report: Report): string {
  mkdirSync(resilienceFolder, { recursive: true });
  const path = join(resilienceFolder, `seed-${report.options.seed}`);
  const findings = report.results.map((one) => ({ ...one, findings: one.findings.slice(0, 1_000) }));
  writeFileSync(`${path}.json`, JSON.stringify({ ...report, results: findings }, null, 2));
  writeFileSync(`${path}.md`, `${markdownOf(report)}\n`);
  return path;
}
