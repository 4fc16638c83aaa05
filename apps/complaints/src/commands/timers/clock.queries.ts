import { NotFound } from '@harken/errors';
import type { EntityManager } from 'typeorm';
import type { SlaClock } from '../../complaint/sla-clock.ts';
import { SlaClockTable } from '../../complaint/storage/complaint.table.ts';

/** The clock of that name in the cycle, or in the latest cycle that has one. */
export async function findClock(
  db: EntityManager,
  complaintId: string,
  name: string,
  cycle?: number,
): Promise<SlaClock> {
  const clocks = await db.find(SlaClockTable, { where: { complaintId }, order: { cycle: 'DESC' } });
  const found = clocks.find((one) => one.clock === name && (cycle === undefined || one.cycle === cycle));
  if (found) return found;
  throw clocks.length === 0 ? new NotFound('complaint', complaintId) : new NotFound('clock', `${complaintId}/${name}`);
}
