import type { Question } from '../../questions/question.ts';

/** The own dimensions of complaints, in the order in which families name them. */
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
] as const;

export type CellDimension = (typeof cellDimensions)[number];

/** Cells by none, one or two dimensions. */
export type CellFamily = readonly CellDimension[];

/** All that a question with at most two dimensions can need. */
export const cellFamilies: readonly CellFamily[] = [
  [],
  ...cellDimensions.map((dimension) => [dimension]),
  ...cellDimensions.flatMap((first, i) => cellDimensions.slice(i + 1).map((second) => [first, second])),
];

const daily: ReadonlySet<CellDimension> = new Set(['touchpoint', 'category', 'severity', 'team']);

/** Cells of days are many. Pairs have them only of the dimensions that are looked at day by day; the others by month. */
export const isDaily = (family: CellFamily): boolean =>
  family.length < 2 || family.every((dimension) => daily.has(dimension));

export const nameOf = (family: CellFamily): string => family.join(',');

/**
 * The family that answers the question, or undefined when only single complaints do: three dimensions or more, hours, or
 * several segments of which a customer may have two. Stages and journeys are found from touchpoints.
 */
export function familyOf({ groupBy, filters, period }: Question): CellFamily | undefined {
  const used = [...groupBy, ...Object.keys(filters)].map((name) =>
    name === 'stage' || name === 'journey' ? 'touchpoint' : name,
  );
  const family = cellDimensions.filter((dimension) => used.includes(dimension));
  const severalSegments = !groupBy.includes('segment') && (filters.segment?.length ?? 0) > 1;
  return family.length > 2 || period === 'hour' || severalSegments ? undefined : family;
}

/** What some complaints of one day have in common, in every own dimension. */
export type Common = Readonly<Record<Exclude<CellDimension, 'segment'>, string | null>> & {
  readonly segments: readonly string[];
};

export interface CellKey {
  readonly family: string;
  readonly granularity: 'day' | 'month';
  readonly bucket: string;
  readonly first: string;
  readonly second: string;
}

const without = [''];

/** The values of each dimension, in the order of `cellDimensions`. A customer of two segments has both; '' is "without". */
export const valuesOf = (common: Common): (readonly string[])[] =>
  cellDimensions.map((dimension) => {
    if (dimension !== 'segment') return [common[dimension] ?? ''];
    return common.segments.length > 0 ? common.segments : without;
  });

const placeOf = (dimension: CellDimension | undefined) =>
  dimension === undefined ? -1 : cellDimensions.indexOf(dimension);
const familyPlaces = cellFamilies.map(([one, other]) => [placeOf(one), placeOf(other)] as const);

/** Names, for each family, the values that complaints with these values count under. */
export function eachCell(
  values: readonly (readonly string[])[],
  visit: (family: number, first: string, second: string) => void,
): void {
  for (let family = 0; family < familyPlaces.length; family++) {
    const [one, other] = familyPlaces[family] ?? [-1, -1];
    for (const first of values[one] ?? without) {
      for (const second of values[other] ?? without) visit(family, first, second);
    }
  }
}
