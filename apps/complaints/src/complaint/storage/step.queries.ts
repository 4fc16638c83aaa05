import { CommitSignal } from '@harken/database';
import type { EntityManager } from 'typeorm';

/** Notified when a clock or an escalation has a step that is due before the worker wakes by itself. */
export const timersSignal = new CommitSignal();

/**
 * Milliseconds until the next step of a clock or an escalation by database time, negative when it is late; null without
 * any.
 */
export async function nextStepInMs(tx: EntityManager): Promise<number | null> {
  const [row] = (await tx.query(
    `SELECT extract(epoch FROM least(
       (SELECT min(step_at) FROM clocks WHERE step_at IS NOT NULL),
       (SELECT min(step_at) FROM escalations WHERE step_at IS NOT NULL)) - clock_timestamp())::float8 * 1000 AS ms`,
  )) as { ms: number | null }[];
  return row?.ms ?? null;
}
