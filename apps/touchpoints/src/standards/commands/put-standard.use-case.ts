import type { Tx } from '@harken/database';
import { RuleBroken, Stale } from '@harken/errors';
import type { LocalTime } from '../../detection/slot-calendar.ts';
import { lockTouchpointForRead } from '../../map/touchpoint.queries.ts';
import { evaluateMonitors } from '../../monitors/evaluation/evaluate-monitors.use-case.ts';
import { monitorIdsOnStandard } from '../../monitors/monitor.queries.ts';
import { standardStore } from '../standard.store.ts';
import { assertValidStandard, changesSubject, type Standard, type StandardContent, sameStandard } from '../standard.ts';

export interface PutStandard {
  readonly id: string;
  readonly content: StandardContent;
  readonly expectedVersion?: number | undefined;
  readonly by: string;
}

/** Sets the standard and evaluates its monitors at once, because a new target changes their results. */
export async function putStandard(
  command: PutStandard,
  zone: LocalTime,
  tx: Tx,
): Promise<{ standard: Standard; created: boolean }> {
  const { id, content, expectedVersion, by } = command;
  assertValidStandard(content);
  const { before, now } = await standardStore.lockForUpdate(tx, id);
  if (expectedVersion !== undefined && expectedVersion !== before?.version) {
    throw new Stale('standard.stale', 'The standard has another version by now.', { version: before?.version ?? null });
  }
  if (before && sameStandard(before, content)) return { standard: before, created: false };
  if (!(await lockTouchpointForRead(tx, content.touchpoint))) {
    const message = `No published journey has the touchpoint ${content.touchpoint}: publish its map first.`;
    throw new RuleBroken('standard.touchpoint-unknown', message, { touchpoint: content.touchpoint });
  }
  const monitors = before ? await monitorIdsOnStandard(tx, id) : [];
  if (before && monitors.length > 0 && changesSubject(before, content)) {
    const message = 'Monitors watch this standard: its touchpoint, metric and segment cannot change.';
    throw new RuleBroken('standard.in-use', message, { monitors });
  }
  const version = await standardStore.nextVersion(tx, id);
  const standard: Standard = { ...content, id, version, updatedAt: now, updatedBy: by };
  await standardStore.save(tx, standard);
  await evaluateMonitors(monitors, zone, tx);
  return { standard, created: before === null };
}
