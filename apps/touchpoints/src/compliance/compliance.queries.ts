import type { Reader } from '@harken/database';
import type { ActionCount } from './compliance.ts';

export const groupings = ['team', 'employee'] as const;
export type Grouping = (typeof groupings)[number];

// A person of several teams counts in each; of whom no team is known the touchpoint's counts.
const joins: Readonly<Record<Grouping | 'none', string>> = {
  none: 'CROSS JOIN (SELECT NULL::text AS "group") g',
  employee: 'CROSS JOIN LATERAL (SELECT o.employee AS "group") g',
  team: `LEFT JOIN staff s ON s.person = o.employee
         CROSS JOIN LATERAL (SELECT unnest(CASE WHEN cardinality(s.teams) > 0 THEN s.teams ELSE ARRAY[$4::text] END)
                                    AS "group") g`,
};

/** How often each action was observed at the touchpoint, and how often it was done. */
export function countActions(
  reader: Reader,
  question: {
    readonly touchpoint: string;
    readonly from: Date | undefined;
    readonly to: Date | undefined;
    readonly by: Grouping | undefined;
    /** The team of the touchpoint. */
    readonly team: string | null;
  },
): Promise<ActionCount[]> {
  const { touchpoint, from = null, to = null, by = 'none', team } = question;
  return reader.query(
    `SELECT o.action, g."group", count(*)::int AS n, (count(*) FILTER (WHERE o.done))::int AS done
       FROM observed_actions o ${joins[by]}
      WHERE o.touchpoint = $1 AND ($2::timestamptz IS NULL OR o.occurred_at >= $2)
        AND ($3::timestamptz IS NULL OR o.occurred_at < $3) AND ($4::text IS NULL OR true)
      GROUP BY o.action, g."group" ORDER BY o.action, g."group" NULLS LAST`,
    [touchpoint, from, to, team],
  );
}
