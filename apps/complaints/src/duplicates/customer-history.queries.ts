import { sql, type Tx } from '@harken/database';
import { type DuplicatePolicy, subtractDuration } from '../policies/duplicate-policy/duplicate-policy.ts';
import { type CustomerHistory, comparedCharacters, type DuplicateCheckInput } from './duplicate-detection.ts';

type HistoryKey = Pick<DuplicateCheckInput, 'customer' | 'touchpoint' | 'category'>;

// Limits the work for customers with very many complaints.
const maxRead = 50;
const maxCompared = 10;

// In the order in which `followCustomers` locks them, to prevent deadlocks.
const lockCustomers = sql(`
  SELECT 1 FROM unnest($1::text[]) WITH ORDINALITY AS said (id, nth) JOIN customers c ON c.external_id = said.id
   ORDER BY nth FOR NO KEY UPDATE OF c`);

const readHistory = sql<CustomerHistory>(`
  SELECT s.customer, s.touchpoint, s.category,
         (SELECT count(*)::int FROM (
            SELECT FROM complaints c
             WHERE c.customer = s.customer AND c.opened_at > $2 AND c.status NOT IN ('withdrawn', 'duplicate')
             ORDER BY c.opened_at DESC, c.id DESC LIMIT $3) earlier) AS earlier,
         (SELECT coalesce(json_agg(json_build_object('id', found.id, 'text', left(found.text, ${comparedCharacters}))), '[]')
            FROM (SELECT latest.id, latest.text FROM (
                    SELECT c.* FROM complaints c WHERE c.customer = s.customer AND c.opened_at > $4
                     ORDER BY c.opened_at DESC, c.id DESC LIMIT ${maxRead}) latest
                   WHERE latest.text IS NOT NULL AND latest.status NOT IN ('withdrawn', 'duplicate')
                     AND latest.touchpoint IS NOT DISTINCT FROM s.touchpoint
                     AND latest.category IS NOT DISTINCT FROM s.category
                   LIMIT ${maxCompared}) found) AS candidates
    FROM jsonb_to_recordset($1) AS s (customer text, touchpoint text, category text)`);

/**
 * The earlier complaints of these customers. The customers are locked first: of two complaints of one customer that
 * come in side by side, the second sees the first. Withdrawn complaints and duplicates do not count.
 */
export async function loadHistory(
  tx: Tx,
  said: readonly HistoryKey[],
  policy: DuplicatePolicy,
  now: Date,
): Promise<CustomerHistory[]> {
  const customers = [...new Set(said.map(({ customer }) => customer))].sort((a, b) => (a < b ? -1 : 1));
  await lockCustomers.query(tx, [customers]);
  const about = new Map(
    said.map(({ customer, touchpoint, category }) => {
      const one = { customer, touchpoint, category };
      return [JSON.stringify(one), one];
    }),
  );
  return readHistory.query(tx, [
    JSON.stringify([...about.values()]),
    subtractDuration(now, policy.repeatWindow).toISOString(),
    policy.repeatCount - 1,
    subtractDuration(now, policy.window).toISOString(),
  ]);
}
