import { type Identity } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { RuleBroken } from '@harken/errors';
import { departureStore } from './departure.store.ts';
import { teamStore } from './team.store.ts';

/**
 * Throws if the person is no member. A team without members accepts anybody. Members cannot leave the team before the
 * caller commits, so that no complaint goes to somebody whose work was just reassigned.
 */
export async function assertMembership(team: string, person: string, tx: Tx): Promise<void> {
  const members = await teamStore.lockMembersForShare(tx, team);
  if (members.length > 0 && !members.some(({ id }) => id === person))
    throw new RuleBroken('complaint.assignee-not-in-team', `${person} does not belong to ${team}: reroute it first.`, {
      team,
    });
}

/** After a reopening: if the assignee has left since, the complaint is reassigned. */
export async function reassignIfLeft(
  { team, assignee }: { readonly team: string; readonly assignee: string | null },
  who: { readonly actor: Identity; readonly onBehalfOf?: string | null | undefined },
  tx: Tx,
): Promise<void> {
  if (assignee === null || !(await departureStore.hasLeft(tx, team, assignee))) return;
  await departureStore.add(tx, [
    { team, member: assignee, kind: 'left', reason: null, actor: who.actor, onBehalfOf: who.onBehalfOf ?? null },
  ]);
}
