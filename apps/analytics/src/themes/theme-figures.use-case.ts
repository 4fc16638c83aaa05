import type { Reader } from '@harken/database';
import type { FiguresQuery } from '../figures/figures-query.ts';
import { type MetricSums, readThemeSums } from './theme-figures.queries.ts';
import { type SumsByMetric, type ThemeFigures, type ThemeKind, themeFigures, themeKinds } from './theme-figures.ts';

export interface ThemeFiguresRow extends ThemeFigures {
  readonly period?: string;
}

/** What rows are sorted by: period in seconds, kind, theme. */
export type ThemeRowKey = readonly [number, string, string];

/**
 * The figures of themes in a range, or in each of its periods. The period before is the one before in the calendar, or
 * without periods the time of the same length before the range, if both of its ends are given.
 */
export async function readThemeFigures(
  database: Reader,
  query: FiguresQuery,
  wanted?: readonly string[],
): Promise<{ row: ThemeFiguresRow; key: ThemeRowKey }[]> {
  const before = rangeBefore(query);
  const { themes, sums } = await readThemeSums(database, before ? [query, before] : [query], wanted);
  const [own = [], past = []] = sums;
  const byPeriod = byMetric(own);
  const pastPeriods = byMetric(past);
  if (!query.period) {
    return rowsOf(
      themeFigures(themes, byPeriod.get(0) ?? new Map(), before && (pastPeriods.get(0) ?? new Map())),
      null,
    );
  }
  const { period, zone } = query;
  const all = new Map([...pastPeriods, ...byPeriod]);
  const starts = [...byPeriod.keys()].sort((a, b) => a - b);
  return starts.flatMap((start) => {
    const earlier = all.get(zone.startOf(period, start - 1)) ?? new Map();
    return rowsOf(themeFigures(themes, byPeriod.get(start) ?? new Map(), earlier), start);
  });
}

function rangeBefore(query: FiguresQuery): FiguresQuery | null {
  const { since, until, period, zone } = query;
  if (!since) return null;
  if (period) {
    const first = zone.startOf(period, since.getTime());
    return { ...query, since: new Date(zone.startOf(period, first - 1)), until: new Date(first) };
  }
  if (!until) return null;
  return { ...query, since: new Date(2 * since.getTime() - until.getTime()), until: since };
}

function byMetric(sums: readonly MetricSums[]): Map<number, SumsByMetric> {
  const periods = new Map<number, Map<string, MetricSums['sums']>>();
  for (const { metric, period, sums: ofMetric } of sums) {
    const known = periods.get(period) ?? new Map();
    periods.set(period, known.set(metric, ofMetric));
  }
  return periods;
}

const placeOf = (kind: ThemeKind): string => String(themeKinds.indexOf(kind));

const rowsOf = (figures: readonly ThemeFigures[], start: number | null) =>
  figures.map((one) => ({
    row: { ...(start === null ? {} : { period: new Date(start).toISOString() }), ...one },
    key: [(start ?? 0) / 1000, placeOf(one.kind), one.theme ?? ''] as const,
  }));

/** Whether a row comes after a key, in the order of the rows. */
export function isAfter(key: ThemeRowKey, after: readonly (number | string)[]): boolean {
  const at = key.findIndex((part, index) => part !== after[index]);
  return at >= 0 && (key[at] as number | string) > (after[at] as number | string);
}
