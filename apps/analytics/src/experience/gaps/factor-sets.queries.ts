import type { GroupColumns } from '../../figures/group-columns.queries.ts';

/** The sets of answers about factors that a query means, each with its groups. */
export const setsOf = ({ mayRepeat, expressions: [first, second], joins, where }: GroupColumns): string => `
  SELECT ${mayRepeat ? 'DISTINCT' : ''} t.set_id, t.voice, t.scale, t.outcome, ${first} AS first, ${second} AS second
    FROM factor_sets t ${joins} WHERE true ${where}`;
