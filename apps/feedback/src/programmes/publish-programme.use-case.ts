import type { Tx } from '@harken/database';
import { RuleBroken } from '@harken/errors';
import { millisecondsOf } from './duration.ts';
import type { Programme } from './programme.ts';
import { programmeStateStore } from './programme-state.store.ts';
import { firstRun } from './programme-state.ts';

/** What follows from a publication: the new trigger holds from now on. An ended programme stays as it was. */
export async function publishProgramme(id: string, programme: Programme & { version: number }, tx: Tx): Promise<void> {
  const { trigger, version, endsAt } = programme;
  await programmeStateStore.publish(tx, {
    ...{ id, version, endsAt, kind: trigger.kind },
    types: trigger.kind === 'interaction' ? trigger.types : [],
    delay: `${'delay' in trigger ? millisecondsOf(trigger.delay) : 0} milliseconds`,
  });
  const { state, now } = await programmeStateStore.lock(tx, id);
  if (state.status === 'ended') throw new RuleBroken('programme.ended', 'It has ended: publish another one.', { id });
  // A run that has begun goes on with the new version.
  const isIdle = state.runAt === null || state.runAt > now;
  if (state.status === 'running' && isIdle) {
    await programmeStateStore.save(tx, { ...state, runAt: firstRun(trigger, now) });
  }
}
