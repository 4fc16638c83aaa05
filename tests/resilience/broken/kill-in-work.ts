import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '@harken/contracts';
import { withClient } from '@harken/stack';
import type { Fault } from '../faults/fault.ts';
import { recovered } from '../faults/recovered.ts';

/** Holds up the work of a service by a lock on one of its tables, lets events pile up before it, and kills it there. */
export const killInWork = (target: ServiceName, table: string, forMs: number): Fault => ({
  kind: 'kill-service',
  target,
  describe: `kill -9 of ${target} in the middle of its work`,
  inject: async (arena) => {
    const { system } = arena;
    await withClient(system.urlOf(`${target}_owner`), async (client) => {
      await client.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
      await pause(forMs);
      await system.services[target].kill();
      await client.query('ROLLBACK');
    });
    await recovered(arena);
  },
});
