import type { FiguresQuery } from './figures-query.ts';

/** The columns of CSV: the groups and the period that were asked for, and those of every row. */
export const columnsFor = ({ groupBy, period }: FiguresQuery, figures: readonly string[]): string[] => [
  ...groupBy.map((dimension) => `group.${dimension}`),
  ...(period ? ['period'] : []),
  ...figures,
];

/** The paths of all fields of a row, nested ones too, but of none of `whole`. */
export function pathsOf(row: object, whole: readonly string[] = [], path = ''): string[] {
  return Object.entries(row).flatMap(([key, field]) =>
    field !== null && typeof field === 'object' && !whole.includes(path + key)
      ? pathsOf(field, whole, `${path}${key}.`)
      : [path + key],
  );
}
