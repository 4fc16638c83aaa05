import { sql, type Tx } from '@harken/database';
import { millisecondsOf } from '../calendars/duration.ts';
import type { DuplicatePolicy } from '../policies/duplicate-policy/duplicate-policy.ts';
import { type CustomerHistory, comparedCharacters, type DuplicateCheckInput, keyOf } from './duplicate-detection.ts';

type HistoryKey = Pick<DuplicateCheckInput, 'customer' | 'touchpoint' | 'category' | 'occurredAt'>;

// Limits the work for customers with very many complaints.
const maxRead = 50;
const maxCompared = 10;

// In the order in which `followCustomers` locks them, to prevent deadlocks.
const lockCustomers = sql(`
  SELECT 1 FROM unnest($1::text[]) WITH ORDINALITY AS said (id, nth) JOIN customers c ON c.external_id = said.id
   ORDER BY nth FOR NO KEY UPDATE OF c`);

// Complaints of the same customer that occurred up to `window` ms before or after; for each direction an index scan.
const neighbours = (columns: string, windows: string, limit: string): string =>
  ['<= s.occurred_at AND c.occurred_at >= s.occurred_at - ', '> s.occurred_at AND c.occurred_at <= s.occurred_at + ']
    .map(
      (range, after) => `
    (SELECT ${columns} FROM complaints c
      WHERE c.customer = s.customer AND c.occurred_at ${range} ${windows} * interval '1 millisecond'
        AND c.status NOT IN ('withdrawn', 'duplicate')
      ORDER BY c.occurred_at ${after ? 'ASC, c.id ASC' : 'DESC, c.id DESC'} LIMIT ${limit})`,
    )
    .join(' UNION ALL ');

const readHistory = sql<CustomerHistory>(`
  SELECT s.customer, s.touchpoint, s.category, s.occurred_at AS "occurredAt",
         ARRAY(${neighbours('(extract(epoch FROM c.occurred_at) * 1000)::float8', '$2::float8', '$3::int')}) AS around,
         (SELECT coalesce(json_agg(json_build_object('id', found.id, 'text', left(found.text, ${comparedCharacters}))), '[]')
            FROM (SELECT latest.id, latest.text FROM (${neighbours('c.*', '$4::float8', `${maxRead}`)}) latest
                   WHERE latest.text IS NOT NULL
                     AND latest.touchpoint IS NOT DISTINCT FROM s.touchpoint
                     AND latest.category IS NOT DISTINCT FROM s.category
                   ORDER BY latest.occurred_at DESC, latest.id DESC LIMIT ${maxCompared}) found) AS candidates
    FROM jsonb_to_recordset($1) AS s (customer text, touchpoint text, category text, occurred_at timestamptz)`);

/**
 * What these customers complained of around the same time: counted by when it occurred, so that complaints of years ago
 * and those that are entered late count in their own time. The customers are locked first: of two complaints of one
 * customer that come in side by side, the second sees the first. Withdrawn complaints and duplicates do not count.
 */
export async function loadHistory(
  tx: Tx,
  said: readonly HistoryKey[],
  policy: DuplicatePolicy,
): Promise<CustomerHistory[]> {
  const customers = [...new Set(said.flatMap(({ customer }) => customer ?? []))].sort((a, b) => (a < b ? -1 : 1));
  await lockCustomers.query(tx, [customers]);
  const about = new Map(said.map((one) => [keyOf(one), one]));
  return readHistory.query(tx, [
    JSON.stringify(
      [...about.values()].map(({ customer, touchpoint, category, occurredAt }) => ({
        ...{ customer, touchpoint, category, occurred_at: occurredAt },
      })),
    ),
    millisecondsOf(policy.repeatWindow),
    policy.repeatCount - 1,
    millisecondsOf(policy.window),
  ]);
}
