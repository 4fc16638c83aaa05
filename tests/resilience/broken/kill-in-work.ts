import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '@harken/contracts';
import { withClient } from '@harken/stack';
import { eventually } from '@harken/testing';
import type { Fault } from '../faults/fault.ts';
import { recovered } from '../faults/recovered.ts';

const waiting = 'SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND relation = $1::regclass';

/** Holds up the work of a service by a lock on a table that only its consumer needs, and kills it there. */
export const killInWork = (target: ServiceName, table: string): Fault => ({
  kind: 'kill-service',
  target,
  describe: `kill -9 of ${target} in the middle of its work`,
  inject: async (arena) => {
    const { system } = arena;
    await withClient(system.urlOf(`${target}_owner`), async (client) => {
      await client.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
      const isStuck = async () => (await client.query<{ n: number }>(waiting, [table])).rows[0]?.n !== 0;
      await eventually(isStuck, { within: 30_000 });
      await pause(500);
      await system.services[target].kill();
      await client.query('ROLLBACK');
    });
    await recovered(arena);
  },
});
