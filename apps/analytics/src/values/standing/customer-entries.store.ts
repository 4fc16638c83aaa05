import type { CustomerFacts, CustomerList } from '@harken/contracts';
import { sql, sqlOverRows, type Tx } from '@harken/database';
import type { Static } from 'typebox';
import { currentGeneration } from '../../generations/generations.queries.ts';
import type { Amount, CustomerExperience, CustomerValue, Reason } from './customer-standing.ts';

export interface ListEntry {
  readonly id: string;
  readonly list: CustomerList;
  readonly customerId: string;
  readonly since: Date;
  readonly value: CustomerValue | null;
  readonly experience: CustomerExperience | null;
  readonly reasons: readonly Reason[];
}

/** One row a customer, from which the quintiles are computed. */
export interface StandingRow {
  readonly customerId: string;
  readonly lastAt: Date | null;
  readonly frequency: number;
  readonly amounts: readonly Amount[];
  readonly value: CustomerValue | null;
  readonly experience: CustomerExperience | null;
  readonly scores: number;
  readonly squares: number;
}

const selectOpen = sql<ListEntry>(`
  SELECT id, list, customer_id AS "customerId", since, value, experience, reasons FROM customer_list_entries
   WHERE customer_id = ANY ($1::uuid[]) AND left_at IS NULL ORDER BY customer_id, list FOR UPDATE`);

const entryTypes = {
  id: 'uuid',
  list: 'text',
  customerId: 'uuid',
  since: 'timestamptz',
  rank: 'double precision',
  value: 'jsonb',
  experience: 'jsonb',
  reasons: 'jsonb',
  announced: 'boolean',
} as const;
type EntryRow = { readonly [name in keyof typeof entryTypes]: unknown };

const insertEntries = sqlOverRows<EntryRow>(
  entryTypes,
  (given) => `
  INSERT INTO customer_list_entries (id, list, customer_id, since, rank, value, experience, reasons, announced, version)
  SELECT id, list, customer_id, since, rank, value, experience, reasons, announced, 1 FROM ${given} AS g`,
);

const updateEntries = sqlOverRows<EntryRow>(
  entryTypes,
  (given) => `
  UPDATE customer_list_entries e SET rank = g.rank, value = g.value, experience = g.experience, reasons = g.reasons
    FROM ${given} AS g WHERE e.id = g.id`,
);

const endEntries = sql(
  `UPDATE customer_list_entries SET left_at = $2, version = version + 1 WHERE id = ANY ($1::uuid[])`,
);

const standingTypes = {
  customerId: 'uuid',
  lastAt: 'timestamptz',
  frequency: 'integer',
  amounts: 'jsonb',
  value: 'jsonb',
  experience: 'jsonb',
  scores: 'integer',
  squares: 'double precision',
} as const;
const putStandings = sqlOverRows<{ readonly [name in keyof typeof standingTypes]: unknown }, { added: boolean }>(
  standingTypes,
  (given) => `
  WITH before AS (SELECT customer_id FROM customer_standings WHERE last_at IS NOT NULL
                     AND customer_id IN (SELECT customer_id FROM ${given} AS g)), put AS (
    INSERT INTO customer_standings AS known (customer_id, last_at, frequency, amounts, value, experience, scores, squares, checked_at)
    SELECT customer_id, last_at, frequency, amounts, value, experience, scores, squares, now() FROM ${given} AS g
     ORDER BY customer_id
    ON CONFLICT (customer_id) DO UPDATE SET last_at = excluded.last_at, frequency = excluded.frequency,
      amounts = excluded.amounts, value = excluded.value, experience = excluded.experience, scores = excluded.scores,
      squares = excluded.squares, checked_at = excluded.checked_at
    RETURNING customer_id, last_at)
  SELECT true AS added FROM put WHERE last_at IS NOT NULL AND customer_id NOT IN (SELECT customer_id FROM before)`,
);

const removeStandings = sql('DELETE FROM customer_standings WHERE customer_id = ANY ($1::uuid[])');

type Profile = Static<typeof CustomerFacts>;
const selectProfiles = sql<Profile>(`
  SELECT customer_id AS "customerId", external_id AS "externalId", segments, tier, stage, language
    FROM customers WHERE generation = ${currentGeneration} AND customer_id = ANY ($1::uuid[])`);

const rowOf = (entry: ListEntry, announced: boolean): EntryRow => ({
  ...entry,
  since: entry.since.toISOString(),
  rank: entry.value?.score ?? 0,
  announced,
});

export const customerEntriesStore = {
  /** Locks the lists on which these customers are. */
  lockOpen: (tx: Tx, customerIds: readonly string[]): Promise<ListEntry[]> => selectOpen.query(tx, [customerIds]),

  enter: (tx: Tx, entries: readonly { readonly entry: ListEntry; readonly announced: boolean }[]): Promise<void> =>
    insertEntries.write(
      tx,
      entries.map(({ entry, announced }) => rowOf(entry, announced)),
    ),

  update: (tx: Tx, entries: readonly ListEntry[]): Promise<void> =>
    updateEntries.write(
      tx,
      entries.map((entry) => rowOf(entry, false)),
    ),

  leave: (tx: Tx, ids: readonly string[], at: Date): Promise<void> => endEntries.write(tx, [ids, at]),

  /** Returns how many have a value now that had none. */
  putStandings: async (tx: Tx, rows: readonly StandingRow[]): Promise<number> => {
    if (rows.length === 0) return 0;
    const given = rows.map((row) => ({ ...row, lastAt: row.lastAt?.toISOString() ?? null }));
    return (await putStandings.query(tx, given)).length;
  },

  removeStandings: (tx: Tx, customerIds: readonly string[]): Promise<void> => removeStandings.write(tx, [customerIds]),

  profiles: (tx: Tx, customerIds: readonly string[]): Promise<Profile[]> => selectProfiles.query(tx, [customerIds]),
};
