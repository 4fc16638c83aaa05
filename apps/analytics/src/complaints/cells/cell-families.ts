import type { FiguresQuery } from '../../figures/figures-query.ts';

/** The dimensions that are columns of complaints, in the order in which families name them. */
export const cellDimensions = [
  'touchpoint',
  'channel',
  'category',
  'severity',
  'team',
  'tier',
  'segment',
  'campaign',
  'status',
  'product',
  'location',
] as const;

export type CellDimension = (typeof cellDimensions)[number];

/** The columns of the dimensions in `complaint_facts` and `complaint_changes`. */
export const dimensionColumns = cellDimensions.map((dimension) => (dimension === 'segment' ? 'segments' : dimension));

/** Cells grouped by no, one or two dimensions. */
export type CellFamily = readonly CellDimension[];

/** The families for all queries with at most two dimensions. */
export const cellFamilies: readonly CellFamily[] = [
  [],
  ...cellDimensions.map((dimension) => [dimension]),
  ...cellDimensions.flatMap((first, i) => cellDimensions.slice(i + 1).map((second) => [first, second])),
];

const dailyDimensions: ReadonlySet<CellDimension> = new Set(['touchpoint', 'category', 'severity', 'team']);

/** Cells of days are many, so of the pairs only those of daily dimensions have them. The others have months only. */
export const isDaily = (family: CellFamily): boolean =>
  family.length < 2 || family.every((dimension) => dailyDimensions.has(dimension));

export const familyName = (family: CellFamily): string => family.join(',');

/**
 * The family that answers the query, or undefined if only single complaints do: three or more dimensions, hours, or
 * several segments, because a customer can be in two. Stages and journeys come from touchpoints.
 */
export function familyFor({ groupBy, filters, period }: FiguresQuery): CellFamily | undefined {
  const used = [...groupBy, ...Object.keys(filters)].map((name) =>
    name === 'stage' || name === 'journey' ? 'touchpoint' : name,
  );
  const family = cellDimensions.filter((dimension) => used.includes(dimension));
  const severalSegments = !groupBy.includes('segment') && (filters.segment?.length ?? 0) > 1;
  return family.length > 2 || period === 'hour' || severalSegments ? undefined : family;
}

/** The values of all dimensions that some complaints have in common. */
export type Dimensions = Readonly<Record<Exclude<CellDimension, 'segment'>, string | null>> & {
  readonly segments: readonly string[];
};

export interface CellKey {
  readonly family: string;
  readonly granularity: 'day' | 'month';
  readonly bucket: string;
  readonly first: string;
  readonly second: string;
}

const noValue = [''];

/** The values of each dimension, in the order of `cellDimensions`. A customer in two segments has both; '' means none. */
export const dimensionValues = (dimensions: Dimensions): (readonly string[])[] =>
  cellDimensions.map((dimension) => {
    if (dimension !== 'segment') return [dimensions[dimension] ?? ''];
    return dimensions.segments.length > 0 ? dimensions.segments : noValue;
  });

const dimensionIndex = (dimension: CellDimension | undefined) =>
  dimension === undefined ? -1 : cellDimensions.indexOf(dimension);
const familyIndexes = cellFamilies.map(([one, other]) => [dimensionIndex(one), dimensionIndex(other)] as const);

/** Visits, for each family, the cells in which complaints with these values count. */
export function eachCell(
  values: readonly (readonly string[])[],
  visit: (family: number, first: string, second: string) => void,
): void {
  for (let family = 0; family < familyIndexes.length; family++) {
    const [one, other] = familyIndexes[family] ?? [-1, -1];
    for (const first of values[one] ?? noValue) {
      for (const second of values[other] ?? noValue) visit(family, first, second);
    }
  }
}
