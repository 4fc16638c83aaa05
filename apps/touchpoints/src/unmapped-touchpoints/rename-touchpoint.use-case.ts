import type { Tx } from '@harken/database';
import { NotFound, RuleBroken } from '@harken/errors';
import { addTouchpointAlias } from '../map/add-touchpoint-alias.use-case.ts';
import { lockTouchpointForRead } from '../map/touchpoint.queries.ts';
import { moveMeasurements } from '../measurements/move-measurements.use-case.ts';
import { findUnmapped, type UnmappedTouchpoint } from './unmapped-touchpoint.queries.ts';

export interface RenameTouchpoint {
  readonly id: string;
  readonly to: string;
  readonly by: string;
}

/** From now on the name stands for a touchpoint of a map: what came under it counts there, and so does what comes. */
export async function renameTouchpoint({ id, to, by }: RenameTouchpoint, tx: Tx): Promise<UnmappedTouchpoint> {
  if (!(await lockTouchpointForRead(tx, to))) {
    throw new RuleBroken('unmapped-touchpoint.target-unknown', `No published journey has the touchpoint ${to}.`, {
      to,
    });
  }
  await addTouchpointAlias({ alias: id, touchpoint: to }, by, tx);
  const unmapped = await findUnmapped(tx, id);
  if (!unmapped) throw new NotFound('unmapped-touchpoint', id);
  await moveMeasurements({ from: id, to }, tx);
  return unmapped;
}
