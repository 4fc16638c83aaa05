import { RuleBroken, Stale } from '@harken/errors';
import type { Tx } from '@harken/messaging';
import { holdPlace } from '../../map/touchpoint.queries.ts';
import { evaluateMonitors } from '../../monitors/evaluation/evaluate-monitors.use-case.ts';
import { monitorsOnStandard } from '../../monitors/monitor.queries.ts';
import { standardStore } from '../standard.store.ts';
import { checkStandard, type Standard, type StandardContent, sameStandard, watchesElsewhere } from '../standard.ts';

export interface PutStandard {
  readonly id: string;
  readonly content: StandardContent;
  readonly expectedVersion?: number | undefined;
  readonly by: string;
}

/** Sets the standard; its monitors look again at once, because another target is another judgement. */
export async function putStandard(command: PutStandard, tx: Tx): Promise<{ standard: Standard; created: boolean }> {
  const { id, content, expectedVersion, by } = command;
  checkStandard(content);
  const { before, now } = await standardStore.hold(tx, id);
  if (expectedVersion !== undefined && expectedVersion !== before?.version) {
    throw new Stale('standard.stale', 'The standard has another version by now.', { version: before?.version ?? null });
  }
  if (before && sameStandard(before, content)) return { standard: before, created: false };
  if (!(await holdPlace(tx, content.touchpoint))) {
    const message = `No published journey has the touchpoint ${content.touchpoint}: publish its map first.`;
    throw new RuleBroken('standard.touchpoint-unknown', message, { touchpoint: content.touchpoint });
  }
  const monitors = before ? await monitorsOnStandard(tx, id) : [];
  if (before && monitors.length > 0 && watchesElsewhere(before, content)) {
    const message = 'Monitors watch this standard: its touchpoint and metric cannot change.';
    throw new RuleBroken('standard.in-use', message, { monitors });
  }
  const version = await standardStore.nextVersion(tx, id);
  const standard: Standard = { ...content, id, version, updatedAt: now, updatedBy: by };
  await standardStore.save(tx, standard);
  await evaluateMonitors(monitors, tx);
  return { standard, created: before === null };
}
