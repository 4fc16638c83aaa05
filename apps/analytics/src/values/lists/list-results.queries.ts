import type { CustomerList } from '@harken/contracts';
import { sql, type Tx } from '@harken/database';
import { type Interval, shareDifference, wilsonInterval } from '@harken/statistics';
import { currentGeneration } from '../../generations/generations.queries.ts';
import { customerListRules } from '../rules/customer-list-rules.document.ts';
import type { ListResultsDto, StayedDto } from './customer-lists.dto.ts';

interface Counts {
  readonly contacted: boolean;
  readonly n: number;
  readonly stayed: number;
  readonly pending: number;
}

// Somebody has stayed who buys within the days, also if these are not over yet.
const count = sql<Counts>(`
  WITH entries AS (
    SELECT customer_id, contacted_at IS NOT NULL AS contacted, coalesce(contacted_at, since) AS since
      FROM customer_list_entries
     WHERE list = $1 AND since >= coalesce($2::timestamptz, '-infinity') AND since < coalesce($3::timestamptz, 'infinity')
  ), seen AS (
    SELECT contacted, since + make_interval(days => $4::integer) <= now() AS over, EXISTS (
      SELECT FROM customer_interactions i
       WHERE i.generation = ${currentGeneration} AND i.minor > 0 AND i.occurred_at > e.since
         AND i.occurred_at <= e.since + make_interval(days => $4::integer)
         AND (i.customer_id = e.customer_id OR i.customer_id IN (
           SELECT merged FROM customer_merges m WHERE m.generation = i.generation AND m.kept = e.customer_id))) AS stayed
      FROM entries e)
  SELECT contacted, (count(*) FILTER (WHERE over OR stayed))::integer AS n,
         (count(*) FILTER (WHERE stayed))::integer AS stayed, (count(*) FILTER (WHERE NOT over AND NOT stayed))::integer AS pending
    FROM seen GROUP BY contacted`);

/** How many of a list stayed, of those who were contacted and of the others. */
export async function listResults(
  tx: Tx,
  list: CustomerList,
  { since, until }: { readonly since: Date | undefined; readonly until: Date | undefined },
): Promise<ListResultsDto> {
  const { stayedDays } = await customerListRules.current(tx);
  const rows = await count.query(tx, [list, since ?? null, until ?? null, stayedDays]);
  const of = (wanted: boolean) => rows.find(({ contacted }) => contacted === wanted) ?? { n: 0, stayed: 0, pending: 0 };
  const [yes, no] = [of(true), of(false)];
  const difference = shareDifference({ successes: yes.stayed, n: yes.n }, { successes: no.stayed, n: no.n });
  return {
    list,
    stayedDays,
    contacted: shareOf(yes),
    notContacted: shareOf(no),
    difference: difference && shownDifference(difference),
    random: false,
    sentence: sentenceOf(stayedDays, yes, no, difference?.value),
  };
}

const shownDifference = ({ value, ...interval }: Interval & { readonly value: number }) => ({ value, interval });

const shareOf = ({ n, stayed, pending }: Omit<Counts, 'contacted'>): StayedDto => ({
  n,
  stayed,
  rate: n === 0 ? null : stayed / n,
  interval: wilsonInterval(stayed, n),
  pending,
});

const percent = ({ n, stayed }: Omit<Counts, 'contacted'>): string => `${Math.round((100 * stayed) / n)} %`;

function sentenceOf(
  days: number,
  yes: Omit<Counts, 'contacted'>,
  no: Omit<Counts, 'contacted'>,
  difference: number | undefined,
): string {
  if (difference === undefined) {
    return `There is nothing to compare yet: of ${yes.n} who were contacted and ${no.n} who were not it is known whether they bought within ${days} days.`;
  }
  return `Of ${yes.n} who were contacted ${percent(yes)} bought within ${days} days, of ${no.n} who were not ${percent(no)}. People chose whom to contact, not chance: the difference is not the effect of the contact.`;
}
