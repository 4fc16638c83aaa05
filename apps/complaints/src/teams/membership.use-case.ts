import { databaseTime, type Tx } from '@harken/database';
import { RuleBroken } from '@harken/errors';
import { departureStore } from './departure.store.ts';
import { calendarsOfMembers } from './team.queries.ts';
import { teamStore } from './team.store.ts';
import { isAvailable, type Member } from './team.ts';

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

/**
 * Why the person gets no work of the team: `left` or `away`; null: the person is there, or never belonged to it. The team
 * is locked until the commit, so that nobody leaves meanwhile.
 */
export async function absenceOf(team: string, person: string, tx: Tx): Promise<'left' | 'away' | null> {
  const member = (await teamStore.lock(tx, team))?.members.find(({ id }) => id === person);
  if (!member) return (await departureStore.hasLeft(tx, team, person)) ? 'left' : null;
  const presence = { now: await databaseTime(tx), calendars: await calendarsOfMembers([member], tx) };
  return isAvailable(member, presence) ? null : 'away';
}

/** The members of these teams, who cannot leave before the caller commits. Unknown teams are left out. */
export async function membersOfTeams(
  teams: readonly string[],
  tx: Tx,
): Promise<ReadonlyMap<string, readonly Member[]>> {
  const found = await teamStore.lockManyForShare(tx, [...new Set(teams)]);
  return new Map(found.map(({ id, members }) => [id, members]));
}
