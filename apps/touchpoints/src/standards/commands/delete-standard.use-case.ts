import type { Tx } from '@harken/database';
import { NotFound, RuleBroken, Stale } from '@harken/errors';
import { monitorIdsOnStandard } from '../../monitors/monitor.queries.ts';
import { standardStore } from '../standard.store.ts';

export interface DeleteStandard {
  readonly id: string;
  readonly expectedVersion?: number | undefined;
  readonly by: string;
}

export async function deleteStandard({ id, expectedVersion, by }: DeleteStandard, tx: Tx): Promise<void> {
  const { before, now } = await standardStore.lockForUpdate(tx, id);
  if (!before) throw new NotFound('standard', id);
  if (expectedVersion !== undefined && expectedVersion !== before.version) {
    throw new Stale('standard.stale', 'The standard has another version by now.', { version: before.version });
  }
  const monitors = await monitorIdsOnStandard(tx, id);
  if (monitors.length > 0) {
    throw new RuleBroken('standard.in-use', `Monitors watch this standard: ${monitors.join(', ')}.`, { monitors });
  }
  await standardStore.remove(tx, before, by, now);
}
