import type { Client } from 'pg';
import { type Columns, draw, insertInto, pick } from './generated-rows.ts';
import { withoutIndexes } from './without-indexes.ts';

export const customers = 50_000;

/** `from` gives n, id, status and opened_at. A change of the tables of complaints changes these. */
export const insertComplaints = (own: Columns, from: string): string =>
  insertInto(
    'complaints.complaints',
    {
      ...{ id: 'id', number: `'bench-' || n`, version: '1', cycle: '1', status: 'status', severity: `'normal'` },
      ...{ origin: `'feedback'`, customer_id: `md5('customer-' || n % ${customers})::uuid` },
      ...{ customer: `'bench-' || n % ${customers}`, segments: `'{family}'`, tier: `'gold'`, touchpoint: `'handover'` },
      ...{ channel: `'web'`, category: `'defect'`, language: `'en'`, flags: `'{}'`, team: `'customer-care'` },
      ...{ text: `'The keys did not fit and nobody called back for three days.'` },
      ...{ occurred_at: 'opened_at', opened_at: 'opened_at' },
      ...own,
    },
    from,
  );

/** Of complaints that come by every way and that somebody closed with an answer; `from` gives `ended`, too. */
export const workedColumns = (seed: number): Columns => ({
  severity: pick(seed, ['critical', 'high', 'normal', 'normal', 'normal', 'low']),
  team: pick(seed + 1, ['after-sales', 'customer-care', 'stores']),
  touchpoint: `'touchpoint-' || ${draw(seed + 2, 12)}`,
  channel: pick(seed + 3, ['web', 'phone', 'email', 'shop', 'app']),
  acknowledged_at: `CASE WHEN ended THEN opened_at + interval '1 hour' END`,
  answered_at: `CASE WHEN ended THEN opened_at + interval '5 hours' END`,
  ended_at: `CASE WHEN ended THEN opened_at + interval '2 days' END`,
});

/** `from` gives the complaint as `c`. */
export const insertClocks = (own: Columns, from: string): string =>
  insertInto(
    'complaints.clocks',
    {
      ...{ complaint_id: 'c.id', cycle: '1', started_at: 'c.opened_at', target: `'P10D'`, due_at: 'due_at' },
      ...{ warn_at: `due_at - interval '1 hour'`, effective_from: 'c.opened_at', level: '0', ladder_stopped: 'false' },
      ...{ ladder: `p.content -> 'ladder'`, pauses: `'[]'`, calendar: `'wall'`, policy_version: 'p.version', ...own },
    },
    `${from} CROSS JOIN (SELECT * FROM complaints.response_policies ORDER BY version DESC LIMIT 1) AS p`,
  );

/** `from` gives `answer_id` and the id of its complaint. */
export const insertAnswers = (from: string): string =>
  insertInto(
    'complaints.answers',
    {
      ...{ id: 'answer_id', complaint_id: 'id', cycle: '1', kind: `'answer'`, outcome: `'upheld'`, reasons: `'{}'` },
      ...{
        channel: `'email'`,
        text: `'New keys are on their way.'`,
        by: `'anna'`,
        at: `timestamptz '2026-06-01Z'`,
        sent_at: `timestamptz '2026-06-01Z'`,
        sent_by: `'anna'`,
      },
    },
    from,
  );

/** Runs the statements for the rows from `from` to `to`, without checks and without indexes. */
export async function fillTables(
  client: Client,
  tables: readonly string[],
  statements: readonly string[],
  from: number,
  to: number,
): Promise<void> {
  // Foreign keys and the guard of answers are true by construction; checking each row takes longer than making it.
  await client.query('SET session_replication_role = replica');
  await withoutIndexes(client, tables, async () => {
    for (const statement of statements) {
      await client.query(statement, [from, to]);
      if (statement.includes('INTO complaints.complaints')) await client.query('ANALYZE complaints.complaints');
    }
  });
  await client.query('SET session_replication_role = DEFAULT');
}
