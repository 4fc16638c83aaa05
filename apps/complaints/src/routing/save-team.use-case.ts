import { Invalid, Stale } from '@harken/errors';
import type { Tx } from '@harken/messaging';
import { teamStore } from './team.store.ts';
import type { Team } from './team.ts';

export interface SaveTeam {
  readonly team: Omit<Team, 'version'>;
  readonly expectedVersion: number | undefined;
  readonly actor: string;
}

/** Creates the team or replaces it as a whole. */
export async function saveTeam({ team, expectedVersion, actor }: SaveTeam, tx: Tx): Promise<Team> {
  refuseRepeatedMembers(team);
  const known = await teamStore.versionOf(tx, team.id);
  if (expectedVersion !== undefined && expectedVersion !== known)
    throw new Stale('team.stale', 'The team is not at that version.', { version: known ?? null });
  return { ...team, version: await teamStore.save(tx, team, actor) };
}

function refuseRepeatedMembers({ members }: Pick<Team, 'members'>): void {
  const faults = members.flatMap(({ id }, index) =>
    members.findIndex((other) => other.id === id) < index
      ? [{ pointer: `/members/${index}/id`, code: 'team.repeated-member', detail: `${id} is there twice.` }]
      : [],
  );
  if (faults.length > 0) throw new Invalid('team.invalid', 'The team names somebody twice.', faults);
}
