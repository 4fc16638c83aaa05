import type { Client } from 'pg';
import { insertClocks, insertComplaints } from './complaint-rows.ts';

// Triggers and foreign keys are spared: what they would check is true by construction.
const empty = `
  SET session_replication_role = replica;
  TRUNCATE complaints.complaints, complaints.clocks, complaints.history, complaints.outbox CASCADE`;

/** The n-th is due after its share of $3 seconds from $2. */
const from = `FROM (
  SELECT n, md5('bench-' || n)::uuid AS id, 'received' AS status, due_at, due_at - interval '4 hours' AS opened_at
    FROM generate_series(1, $1::int) AS n,
         LATERAL (SELECT date_trunc('milliseconds', $2::timestamptz + (n - 1) * $3::float8 / $1 * interval '1 s') AS due_at) d) AS c`;

const statements = [
  insertComplaints({}, from),
  insertClocks(
    {
      ...{ clock: `'acknowledge'`, target: `'PT4H'`, warn_at: `due_at - interval '48 minutes'`, step_at: 'due_at' },
      warned_at: `due_at - interval '48 minutes'`,
    },
    from,
  ),
];

/** Complaints whose acknowledgement falls due one after the other, evenly over `window` seconds, soon. Returns when. */
export async function fillClocks(client: Client, clocks: number, window: number): Promise<{ startsAt: Date }> {
  await client.query(empty);
  const leadSeconds = 8 + clocks / 4_000;
  const { rows } = await client.query<{ at: Date }>(`SELECT now() + $1 * interval '1 s' AS at`, [leadSeconds]);
  const startsAt = rows[0]?.at ?? new Date();
  for (const statement of statements) await client.query(statement, [clocks, startsAt, window]);
  for (const table of ['complaints', 'clocks']) await client.query(`VACUUM ANALYZE complaints.${table}`);
  const { rows: late } = await client.query<{ late: boolean }>('SELECT now() > $1 AS late', [startsAt]);
  if (late[0]?.late) throw new Error(`${clocks} clocks could not be filled in ${leadSeconds} s`);
  return { startsAt };
}

export interface Lateness {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Seconds from due_at until `at`. */
export const latePercentiles = (at: string): string =>
  `percentile_disc(ARRAY[0.5, 0.99, 1]) WITHIN GROUP (ORDER BY extract(epoch FROM ${at} - due_at))::float8[] AS late`;

export function latenessFrom([p50 = Number.NaN, p99 = Number.NaN, max = Number.NaN]: readonly number[] = []): Lateness {
  return { p50, p99, max };
}

const lateness = `
  SELECT count(*)::int AS events, count(DISTINCT key)::int AS complaints, ${latePercentiles('o.time')}
    FROM complaints.outbox o
    JOIN complaints.clocks k ON k.complaint_id = o.key::uuid AND k.cycle = 1 AND k.clock = 'acknowledge'
   WHERE o.type = 'harken.complaints.complaint-clock-breached.v1'`;

/** From the deadline until its breach was published, each once, both by the time of the database. */
export async function latenessOf(client: Client, clocks: number): Promise<Lateness> {
  const { rows } = await client.query<{ events: number; complaints: number; late: number[] }>(lateness);
  const { events = 0, complaints = 0, late } = rows[0] ?? {};
  if (events !== clocks || complaints !== clocks)
    throw new Error(`${events} breaches of ${complaints} complaints were published, not ${clocks}`);
  return latenessFrom(late);
}
