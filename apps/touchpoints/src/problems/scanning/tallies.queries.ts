import type { Reader } from '@harken/database';
import { type CellCounts, scannedDays, windowDays } from '@harken/statistics';
import { nodesOfTouchpoint, type Place } from '../cell.ts';

interface TallyRow {
  readonly age: number;
  readonly touchpoint: string | null;
  readonly category: string | null;
  readonly product: string | null;
  readonly location: string | null;
  readonly campaign: string | null;
  readonly factors: readonly string[];
  readonly explained: boolean;
  readonly n: number;
}

const daysPerRead = 7;

// Days are counted back from the end of the scan, so that no day is cut. What is usual is learnt without problems: of
// their complaints of the past only the share counts that was expected. History tells what is usual; in the window it
// counts only where a dry run looks at the past.
const select = `
  SELECT age, touchpoint, category, product, location, campaign, factors, explained, sum(weight)::float8 AS n FROM (
    SELECT floor(extract(epoch FROM ($1::timestamptz - c.opened_at)) / 86400)::int AS age,
           c.touchpoint, c.category, c.product, c.location, c.campaign,
           coalesce(f.factors, '{}') AS factors, c.problem_id IS NOT NULL AND NOT $4::boolean AS explained,
           CASE WHEN p.state <> 'dismissed' AND c.opened_at <= $1::timestamptz - make_interval(days => ${windowDays})
                THEN least(1, p.expected / greatest(p.observed, 1)) ELSE 1 END AS weight
      FROM counted_complaints c LEFT JOIN poor_feedback f ON f.feedback_id = c.feedback_id
           LEFT JOIN problems p ON p.id = c.problem_id
     WHERE c.counts AND f.retracted IS NOT TRUE
       AND c.opened_at <= $1::timestamptz - make_interval(days => $2) AND c.opened_at > $1::timestamptz - make_interval(days => $3)
       AND ($4::boolean OR NOT c.history OR c.opened_at <= $1::timestamptz - make_interval(days => ${windowDays}))) day
   GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`;

export interface TallyOptions {
  readonly at: Date;
  readonly dryRun: boolean;
}

/**
 * Counts the complaints of the scan's days a week at a time, and says how much of each row of the window is explained
 * by a problem already. A dry run over the past counts as if there were no problems.
 */
export async function countTallies(
  reader: Reader,
  counts: CellCounts,
  places: ReadonlyMap<string, Place>,
  { at, dryRun }: TallyOptions,
): Promise<Float64Array> {
  const explained: number[] = [];
  const list = (value: string | null) => (value === null ? [] : [value]);
  for (let from = 0; from < scannedDays; from += daysPerRead) {
    const rows: TallyRow[] = await reader.query(select, [at, from, from + daysPerRead, dryRun]);
    for (const { age, touchpoint, category, product, location, campaign, factors, n, ...row } of rows) {
      const { length } = counts.window;
      counts.add({
        age,
        n,
        nodes: [
          touchpoint === null ? [] : nodesOfTouchpoint(touchpoint, places.get(touchpoint)),
          ...[category, product, location, campaign].map(list),
          factors,
        ],
      });
      if (counts.window.length > length) explained.push(row.explained ? 1 : 0);
    }
  }
  return Float64Array.from(explained);
}

/** Every touchpoint of the maps in effect. */
export async function readPlaces(reader: Reader): Promise<Map<string, Place & { readonly team: string | null }>> {
  const rows: { id: string; journeyId: string; stage: string; lineage: string[]; team: string | null }[] =
    await reader.query('SELECT id, journey_id AS "journeyId", stage, lineage, team FROM touchpoints');
  return new Map(rows.map(({ id, ...place }) => [id, place]));
}
