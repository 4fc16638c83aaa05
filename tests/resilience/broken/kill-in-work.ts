import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '@harken/contracts';
import { withClient } from '@harken/local-infrastructure';
import { eventually } from '@harken/testing';
import type { Client } from 'pg';
import type { Fault } from '../faults/fault.ts';
import { recovered } from '../faults/recovered.ts';

const waiting = 'SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND relation = $1::regclass';
const backlogMs = 2_000;
const lockNotAvailable = '55P03';

/**
 * Holds up the work of a service by a lock on a table that only its consumer needs, and kills it there. It is frozen
 * before, so that what it takes next is a backlog: a single event may change nothing that anybody counts.
 */
export const killInWork = (target: ServiceName, table: string): Fault => ({
  kind: 'kill-service',
  target,
  describe: `kill -9 of ${target} in the middle of its work`,
  inject: async (arena) => {
    const service = arena.system.services[target];
    await withClient(arena.system.urlOf(`${target}_owner`), async (client) => {
      while (!(await lockWhileFrozen(service.pid, client, table))) await pause(200);
      const isStuck = async () => (await client.query<{ n: number }>(waiting, [table])).rows[0]?.n !== 0;
      await eventually(isStuck, { within: 30_000 });
      await pause(500);
      await service.kill();
      await client.query('ROLLBACK');
    });
    await recovered(arena);
  },
});

/** false: it was frozen while it held the table itself. */
async function lockWhileFrozen(pid: number, client: Client, table: string): Promise<boolean> {
  process.kill(pid, 'SIGSTOP');
  try {
    await pause(backlogMs);
    await client.query(`BEGIN; SET LOCAL lock_timeout = '300ms'; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    return true;
  } catch (error) {
    await client.query('ROLLBACK');
    if ((error as { code?: string }).code !== lockNotAvailable) throw error;
    return false;
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}
