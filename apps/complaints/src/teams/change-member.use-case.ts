import { type Identity } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import { markPersonAway } from '../people/save-person.use-case.ts';
import { dealOutQueuesOf } from './deal-out-queue.use-case.ts';
import { assertTeamVersion, saveTeam } from './save-team.use-case.ts';
import { teamStore } from './team.store.ts';
import type { Member, Team } from './team.ts';

export interface ChangeMember {
  readonly teamId: string;
  readonly memberId: string;
  readonly expectedVersion: number | undefined;
  readonly actor: Identity;
  readonly onBehalfOf: string | undefined;
  readonly reason: string | undefined;
}

/** Removes a member; open complaints go to the rest of the team, or back to its queue. */
export const removeMember = (command: ChangeMember, tx: Tx): Promise<Team> => changeMember(command, () => null, [], tx);

export interface MarkAbsent extends ChangeMember {
  readonly until: string | undefined;
  /** Whether others get the open complaints meanwhile. */
  readonly reassign: boolean;
}

/**
 * Stops new work for a member, until the given time or until the member is back. If the member is a person of the list,
 * the time is kept there, so it holds in every team and for escalations.
 */
export async function markAbsent({ until, reassign, ...command }: MarkAbsent, tx: Tx): Promise<Team> {
  if (until !== undefined) await dealOutQueuesOf(command.memberId, tx);
  const away = ({ awayUntil: _earlier, ...member }: Member): Member =>
    until === undefined ? { ...member, available: false } : { ...member, awayUntil: until };
  const team = await changeMember(command, away, reassign ? [command.memberId] : [], tx);
  if (until !== undefined) await markPersonAway(command.memberId, new Date(until), command, tx);
  return team;
}

export async function markAvailable(command: ChangeMember, tx: Tx): Promise<Team> {
  await dealOutQueuesOf(command.memberId, tx);
  const team = await changeMember(
    command,
    ({ awayUntil: _over, ...member }) => ({ ...member, available: true }),
    [],
    tx,
  );
  await markPersonAway(command.memberId, null, command, tx);
  return team;
}

async function changeMember(
  { teamId, memberId, expectedVersion, ...who }: ChangeMember,
  change: (member: Member) => Member | null,
  reassignedMembers: readonly string[],
  tx: Tx,
): Promise<Team> {
  const team = await teamStore.lock(tx, teamId);
  if (!team) throw new NotFound('team', teamId);
  assertTeamVersion(expectedVersion, team);
  if (!team.members.some(({ id }) => id === memberId)) throw new NotFound('team-member', memberId);
  const members = team.members.flatMap((member) => (member.id === memberId ? (change(member) ?? []) : [member]));
  return saveTeam({ ...who, team: { ...team, members }, expectedVersion: undefined, reassignedMembers }, tx);
}
