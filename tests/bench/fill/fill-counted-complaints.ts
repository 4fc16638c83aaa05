import { setTimeout } from 'node:timers/promises';
import type { Client } from 'pg';
import { fillTables, insertAnswers, insertClocks, insertComplaints, workedColumns } from './complaint-rows.ts';
import { draw, idOf, insertInto, locationOf, productOf, rows, timestampOf } from './generated-rows.ts';

// Of a hundred complaints three are open and the rest closed with an answer, as after a year of work.
const status = `CASE WHEN n % 100 = 0 THEN 'received' WHEN n % 100 = 1 THEN 'assigned' WHEN n % 100 = 2 THEN 'investigating' ELSE 'closed' END`;
const ended = 'n % 100 >= 3';
const worked = workedColumns(5);
const filled = `FROM (SELECT n, ${idOf(2)} AS id ${rows}) AS ids JOIN complaints.complaints c USING (id)`;
const late = (days: number) => `CASE WHEN c.ended_at IS NULL THEN c.opened_at + interval '${days} days' END`;

const complaints = insertComplaints(
  { ...worked, version: '5', assignee: `'anna'` },
  `FROM (SELECT n, ${idOf(2)} AS id, ${status} AS status, ${ended} AS ended, ${timestampOf(4)} AS opened_at ${rows}) AS c`,
);

const answers = insertAnswers(`FROM (SELECT ${idOf(3)} AS answer_id, ${idOf(2)} AS id ${rows} WHERE ${ended}) AS a`);

const clocks = insertClocks(
  {
    ...{
      clock: `'resolution'`,
      due_at: `c.opened_at + interval '10 days'`,
      warn_at: `c.opened_at + interval '8 days'`,
    },
    ...{ warned_at: late(8), breached_at: late(10), met_at: 'c.ended_at', level: '3' },
  },
  filled,
);

const escalations = insertInto(
  'complaints.escalations',
  {
    ...{ id: idOf(4), complaint_id: 'c.id', cycle: '1', clock: `'resolution'`, level: '3', reason: `'clock_breached'` },
    at: `c.opened_at + interval '12 days'`,
  },
  `${filled} WHERE n % 1000 = 0`,
);

const record = `'{"latest": {"version": 5, "cycle": 1, "status": "closed", "openedAt": "2026-03-02T10:15:00.000Z"}, "complaintId": "",
  "answeredAt": {"1": "2026-03-02T15:15:00.000Z"}, "resolvedAt": {"1": "2026-03-04T10:15:00.000Z"}, "breaches": [],
  "acknowledgedAt": "2026-03-02T11:15:00.000Z", "escalations": {}}'::jsonb`;
const ifEnded = (value: string) => `CASE WHEN ${ended} THEN ${value} END`;
const { severity = '', team = '', touchpoint = '', channel = '' } = worked;

const facts = insertInto(
  'analytics.complaint_facts',
  {
    ...{
      generation: '1',
      complaint_id: idOf(2),
      record,
      opened_at: timestampOf(4),
      touchpoint,
      channel,
      severity,
      team,
    },
    ...{ category: `'defect'`, tier: `'gold'`, segments: `'{family}'`, status, answered: ended, resolved: ended },
    ...{ acknowledge_ms: ifEnded(draw(9, 14_400_000)), first_answer_ms: ifEnded(draw(10, 86_400_000)) },
    ...{ resolve_ms: ifEnded(draw(11, 864_000_000)), breaches_acknowledge: '(n % 50 = 0)::int' },
    ...{ breaches_first_response: '(n % 70 = 0)::int', breaches_resolution: '(n % 1000 = 0)::int', reopens: '0' },
    ...{ product: productOf(12), location: locationOf(13) },
    escalations: 'ARRAY[(n % 50 = 0)::int, 0, (n % 1000 = 0)::int, 0, 0, 0, 0, 0, 0]::smallint[]',
    highest_level: 'CASE WHEN n % 1000 = 0 THEN 3 WHEN n % 50 = 0 THEN 1 ELSE 0 END',
    straight_to_management: 'false',
  },
  rows,
);

// Each change is what a trigger of the facts would have noted, had it been there.
const columns = `SELECT string_agg(quote_ident(a.attname), ', ') AS names FROM pg_attribute a JOIN pg_attribute b
  ON b.attrelid = 'analytics.complaint_facts'::regclass AND b.attname = a.attname AND b.attnum > 0 AND NOT b.attisdropped
  WHERE a.attrelid = 'analytics.complaint_changes'::regclass AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attidentity = '' AND a.attname <> 'sign'`;

async function noteChanges(client: Client, from: number, to: number): Promise<void> {
  const { names } = (await client.query<{ names: string }>(columns)).rows[0] ?? {};
  await client.query(
    `INSERT INTO analytics.complaint_changes (sign, ${names})
     SELECT 1, ${names} FROM analytics.complaint_facts
      WHERE complaint_id IN (SELECT ${idOf(2)} ${rows}) ORDER BY opened_at`,
    [from, to],
  );
}

const maxWaiting = 4_000;
const pollIntervalMs = 1_000;

/** Until the service has added the changes to its cells. */
async function rolledUp(client: Client): Promise<void> {
  for (let waiting = Number.POSITIVE_INFINITY; waiting >= maxWaiting; ) {
    await setTimeout(pollIntervalMs);
    const { rows } = await client.query<{ n: string }>('SELECT count(*) AS n FROM analytics.complaint_changes');
    waiting = Number(rows[0]?.n);
  }
  // Small, as where changes come a few at a time and not millions at once.
  await client.query('VACUUM (FULL, ANALYZE) analytics.complaint_changes');
  await client.query('VACUUM ANALYZE analytics.complaint_cells');
}

/** Adds complaints from the `from`-th to the `to`-th, to the service that works them and to the one that counts them. */
export async function fillCountedComplaints(client: Client, from: number, to: number): Promise<void> {
  const tables = ['complaints', 'answers', 'clocks', 'escalations'].map((table) => `complaints.${table}`);
  const statements = [complaints, answers, clocks, escalations, facts];
  await fillTables(client, [...tables, 'analytics.complaint_facts'], statements, from, to);
  await client.query('SET session_replication_role = replica');
  await noteChanges(client, from, to);
  await client.query('SET session_replication_role = DEFAULT');
  await rolledUp(client);
}
