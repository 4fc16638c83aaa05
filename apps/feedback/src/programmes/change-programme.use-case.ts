import type { Tx } from '@harken/database';
import { programmeStateStore } from './programme-state.store.ts';
import { changeStatus, type ProgrammeCommand } from './programme-state.ts';
import { programmes } from './programmes.document.ts';

/** Starts, pauses or ends it. */
export async function changeProgramme(id: string, command: ProgrammeCommand, tx: Tx): Promise<void> {
  const { state, now } = await programmeStateStore.lock(tx, id);
  const { trigger } = await programmes.latest(tx, id);
  await programmeStateStore.save(tx, changeStatus(state, { command, trigger, now }));
}
