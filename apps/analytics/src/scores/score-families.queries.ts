import type { FiguresQuery } from '../figures/figures-query.ts';
import { setDimensions } from './dimension-sets.table.ts';

/** Dimensions with so many values that sets leave them out: answers that have one count in cells of families besides. */
export const manyValued = ['product', 'location'] as const;

/** Cells by a dimension of many values, alone or with one other dimension. */
export interface ScoreFamily {
  readonly name: string;
  readonly dimensions: readonly string[];
  /** Those of its dimensions that sets leave out. Answers without any of them count in cells of sets only. */
  readonly many: readonly string[];
  /** The family has cells of days. Those of pairs would be nearly as many as the answers. */
  readonly daily: boolean;
}

const others = [...setDimensions, 'segment', ...manyValued];

export const scoreFamilies: readonly ScoreFamily[] = manyValued
  .flatMap((one) => [[one], ...others.filter((other) => other !== one).map((other) => [one, other])])
  .map((dimensions) => ({
    name: dimensions.join(','),
    dimensions,
    many: manyValued.filter((one) => dimensions.includes(one)),
    daily: dimensions.length === 1,
  }));

/** What a query is read from: cells of sets, of sets and one family, or single answers. */
export type ScoreSource = 'sets' | ScoreFamily | 'answers';

/**
 * Single answers are read for a product or location with two or more other dimensions, or with several segments, because
 * a customer can be in two. Stage, journey and team come from the touchpoint.
 */
export function sourceFor({ groupBy, filters }: FiguresQuery): ScoreSource {
  const used = new Set(
    [...groupBy, ...Object.keys(filters)].map((name) =>
      ['stage', 'journey', 'team'].includes(name) ? 'touchpoint' : name,
    ),
  );
  if (manyValued.every((one) => !used.has(one))) return 'sets';
  if (!groupBy.includes('segment') && (filters.segment?.length ?? 0) > 1) return 'answers';
  const families = scoreFamilies.filter(
    ({ dimensions }) => dimensions.length === used.size && dimensions.every((dimension) => used.has(dimension)),
  );
  // Cells are found by their first dimension, so of product and location the filtered one comes first.
  return families.find(({ dimensions: [first = ''] }) => first in filters) ?? families[0] ?? 'answers';
}
