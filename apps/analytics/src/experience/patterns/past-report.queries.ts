import type { Reader } from '@harken/database';
import { readComplaintFigures } from '../../complaints/figures/complaint-figures.queries.ts';
import type { FiguresQuery } from '../../figures/figures-query.ts';
import type { ScoreRow } from '../../scores/score-row.ts';
import { readScores } from '../../scores/scores.queries.ts';
import { changeOf } from '../changes/change.ts';
import { readParts } from '../changes/changes.queries.ts';
import { comparedWith, type Range } from '../changes/changes-query.ts';
import { type EmergingIssue, emergingIssues, type IssueCounts } from './emerging-issues.ts';

const all = { after: undefined, limit: 20_000 };

export interface TouchpointTrend {
  readonly touchpoint: string | null;
  readonly n: number;
  readonly value: number | null;
  readonly interval: ScoreRow['interval'];
  /** In the period before; null without a period, or without answers. */
  readonly before: { readonly n: number; readonly value: number | null } | null;
  readonly change: number | null;
  readonly p: number | null;
  readonly beyondChance: boolean;
  readonly trend: readonly { readonly period: string; readonly n: number; readonly value: number | null }[];
}

export interface PastReport {
  readonly items: readonly TouchpointTrend[];
  readonly emergingIssues: readonly EmergingIssue[] | null;
}

/** The transactions of the query by touchpoint, against the period as long before; complaints of the same two periods. */
export async function readPast(
  database: Reader,
  metric: string,
  query: FiguresQuery,
  range: Range | undefined,
): Promise<PastReport> {
  const byTouchpoint = { ...query, period: undefined, groupBy: ['touchpoint'] };
  const rows = await readScores(database, metric, byTouchpoint, all);
  const points = Map.groupBy(
    (await readScores(database, metric, { ...byTouchpoint, period: query.period ?? 'month' }, all)).map(
      ({ row }) => row,
    ),
    ({ group }) => group.touchpoint ?? null,
  );
  const before = range && comparedWith(range, 'previous', query.zone);
  const parts = range && before && (await readParts(database, metric, query, { before, after: range }, ['touchpoint']));
  const moved = new Map(changeOf(parts?.partitions ?? [], ['touchpoint']).items.map((item) => [item.value, item]));
  return {
    items: rows.map(({ row }): TouchpointTrend => {
      const touchpoint = row.group.touchpoint ?? null;
      const item = moved.get(touchpoint);
      const known = item && item.before.value !== null && item.after.value !== null;
      return {
        touchpoint,
        n: row.n,
        value: row.value,
        interval: row.interval,
        before: item?.before ?? null,
        change: known ? (row.value as number) - (item.before.value as number) : null,
        p: item?.p ?? null,
        beyondChance: item?.beyondChance ?? false,
        trend: (points.get(touchpoint) ?? []).map(({ period = '', n, value }) => ({ period, n, value })),
      };
    }),
    emergingIssues: range && before ? await readIssues(database, query, before, range) : null,
  };
}

async function readIssues(
  database: Reader,
  query: FiguresQuery,
  before: Range,
  after: Range,
): Promise<EmergingIssue[]> {
  const { touchpoint, segment } = query.filters;
  const filters = { ...(touchpoint && { touchpoint }), ...(segment && { segment }) };
  const groupBy = ['touchpoint', 'category'];
  const counts = new Map<string, IssueCounts>();
  for (const [period, range] of [
    ['before', before],
    ['after', after],
  ] as const) {
    for (const { row } of await readComplaintFigures(
      database,
      { ...query, ...range, period: undefined, groupBy, filters },
      all,
    )) {
      const { touchpoint: place = null, category = null } = row.group;
      const key = JSON.stringify([place, category]);
      const known = counts.get(key) ?? { touchpoint: place, category, before: 0, after: 0 };
      counts.set(key, { ...known, [period]: row.opened });
    }
  }
  const length = ({ since, until }: Range) => until.getTime() - since.getTime();
  return emergingIssues([...counts.values()], length(after) / (length(before) + length(after)));
}
