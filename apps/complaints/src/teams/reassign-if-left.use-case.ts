import type { Tx } from '@harken/database';
import { departureStore } from './departure.store.ts';

/** After a reopening: if the assignee has left since, the complaint is reassigned. */
export async function reassignIfLeft(
  { team, assignee }: { readonly team: string; readonly assignee: string | null },
  who: { readonly actor: string; readonly by?: string | null | undefined },
  tx: Tx,
): Promise<void> {
  if (assignee === null || !(await departureStore.hasLeft(tx, team, assignee))) return;
  await departureStore.add(tx, [
    { team, member: assignee, kind: 'left', reason: null, actor: who.actor, by: who.by ?? null },
  ]);
}
