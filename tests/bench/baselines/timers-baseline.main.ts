import { Client } from 'pg';
import { takeCommands } from '../load/child.ts';
import { pause } from '../repeat.ts';

// Rows that fall due are taken in batches and noted: no rules, no state, no event.
const client = new Client({ connectionString: process.env.DATABASE_URL });
await client.connect();

const take = {
  name: 'take',
  text: `
    WITH due AS (
      SELECT id FROM bench_baseline.timers WHERE due_at <= clock_timestamp()
       ORDER BY due_at LIMIT 200 FOR UPDATE SKIP LOCKED
    ), gone AS (DELETE FROM bench_baseline.timers t USING due WHERE t.id = due.id RETURNING t.id, t.due_at)
    INSERT INTO bench_baseline.fired (id, due_at, at) SELECT id, due_at, clock_timestamp() FROM gone`,
};

/** Until nothing is left. */
async function fire(): Promise<void> {
  for (;;) {
    const { rowCount } = await client.query(take);
    if (rowCount) continue;
    const { rows } = await client.query<{ ms: number | null }>(
      'SELECT extract(epoch FROM min(due_at) - clock_timestamp())::float8 * 1000 AS ms FROM bench_baseline.timers',
    );
    const ms = rows[0]?.ms;
    if (ms === null || ms === undefined) return;
    await pause(Math.min(1_000, Math.max(5, ms)));
  }
}

takeCommands({ fire });
