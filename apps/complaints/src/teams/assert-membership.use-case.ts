import type { Tx } from '@harken/database';
import { RuleBroken } from '@harken/errors';
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
