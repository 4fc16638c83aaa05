import { withClient } from '@harken/local-infrastructure';

export interface Filled {
  /** When the first falls due, by the time of the database. */
  readonly startsAt: Date;
}

// Triggers and foreign keys are spared: what they would check is true by construction.
const empty = `
  SET session_replication_role = replica;
  TRUNCATE complaints.complaints, complaints.clocks, complaints.history, complaints.outbox CASCADE`;

const complaint = `
  INSERT INTO complaints.complaints (id, number, version, cycle, status, severity, origin, customer_id, customer, segments,
         touchpoint, channel, category, language, text, flags, team, occurred_at, opened_at)
  SELECT md5('bench-' || n)::uuid, 'bench-' || n, 1, 1, 'received', 'normal', 'feedback',
         md5('customer-' || n % 5000)::uuid, 'bench-' || n % 5000, '{}', 'handover', 'web', 'defect', 'en',
         'The keys did not fit and nobody called back.', '{}', 'customer-care', $2::timestamptz - interval '4 hours',
         $2::timestamptz - interval '4 hours'
    FROM generate_series(1, $1::int) AS n`;

const clock = `
  INSERT INTO complaints.clocks (complaint_id, cycle, clock, started_at, target, due_at, warn_at, effective_from,
         warned_at, level, ladder, ladder_stopped, pauses, calendar, policy_version, step_at)
  SELECT md5('bench-' || n)::uuid, 1, 'acknowledge', due - interval '4 hours', 'PT4H', due, due - interval '48 minutes',
         due - interval '4 hours', due - interval '48 minutes', 0, p.policy -> 'ladder', false, '[]', 'wall', p.version, due
    FROM generate_series(1, $1::int) AS n
   CROSS JOIN LATERAL (SELECT date_trunc('milliseconds', $2::timestamptz + (n - 1) * $3::float8 / $1 * interval '1 s') AS due) AS d
   CROSS JOIN (SELECT * FROM complaints.response_policies ORDER BY version DESC LIMIT 1) AS p`;

/** Complaints whose acknowledgement falls due one after the other, evenly over `window` seconds, soon. */
export async function fillClocks(adminUrl: string, clocks: number, window: number): Promise<Filled> {
  return withClient(adminUrl, async (client) => {
    await client.query(empty);
    const leadSeconds = 8 + clocks / 4_000;
    const { rows } = await client.query<{ at: Date }>(`SELECT now() + $1 * interval '1 s' AS at`, [leadSeconds]);
    const startsAt = rows[0]?.at ?? new Date();
    await client.query(complaint, [clocks, startsAt]);
    await client.query(clock, [clocks, startsAt, window]);
    for (const table of ['complaints', 'clocks']) await client.query(`VACUUM ANALYZE complaints.${table}`);
    const { rows: late } = await client.query<{ late: boolean }>('SELECT now() > $1 AS late', [startsAt]);
    if (late[0]?.late) throw new Error(`${clocks} clocks could not be laid in ${leadSeconds} s`);
    return { startsAt };
  });
}

export interface Lateness {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const lateness = `
  SELECT count(*)::int AS events, count(DISTINCT key)::int AS complaints,
         percentile_disc(ARRAY[0.5, 0.99, 1]) WITHIN GROUP (ORDER BY extract(epoch FROM o.time - k.due_at))::float8[] AS late
    FROM complaints.outbox o
    JOIN complaints.clocks k ON k.complaint_id = o.key::uuid AND k.cycle = 1 AND k.clock = 'acknowledge'
   WHERE o.type LIKE 'harken.complaints.complaint-clock-breached.%'`;

/** Seconds from the deadline until its breach was told, each once, both by the time of the database. */
export async function latenessOf(adminUrl: string, clocks: number): Promise<Lateness> {
  return withClient(adminUrl, async (client) => {
    const { rows } = await client.query<{ events: number; complaints: number; late: number[] }>(lateness);
    const { events = 0, complaints = 0, late = [] } = rows[0] ?? {};
    if (events !== clocks || complaints !== clocks)
      throw new Error(`${events} breaches of ${complaints} complaints were told, not ${clocks}`);
    const [p50 = Number.NaN, p99 = Number.NaN, max = Number.NaN] = late;
    return { p50, p99, max };
  });
}
