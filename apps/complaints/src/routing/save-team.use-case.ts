import { Invalid, Stale } from '@harken/errors';
import type { Tx } from '@harken/messaging';
import type { Team } from './team.ts';

export interface SaveTeam {
  readonly team: Omit<Team, 'version'>;
  readonly expectedVersion: number | undefined;
  readonly actor: string;
}

/** Creates the team or replaces it as a whole. */
export async function saveTeam({ team, expectedVersion, actor }: SaveTeam, tx: Tx): Promise<Team> {
  refuseRepeatedMembers(team);
  const [known] = (await tx.query('SELECT version FROM teams WHERE id = $1 FOR UPDATE', [team.id])) as Team[];
  if (expectedVersion !== undefined && expectedVersion !== known?.version)
    throw new Stale('team.stale', 'The team is not at that version.', { version: known?.version ?? null });
  const [saved] = (await tx.query(
    `INSERT INTO teams VALUES ($1, $2, $3, $4, $5, $6, 1, clock_timestamp(), $7)
     ON CONFLICT (id) DO UPDATE SET
       name = excluded.name, members = excluded.members, assignment = excluded.assignment,
       calendar = excluded.calendar, department = excluded.department, version = teams.version + 1,
       updated_at = excluded.updated_at, updated_by = excluded.updated_by
     RETURNING version`,
    [team.id, team.name, JSON.stringify(team.members), team.assignment, team.calendar, team.department, actor],
  )) as [{ version: number }];
  await tx.query('INSERT INTO team_turns VALUES ($1, NULL) ON CONFLICT DO NOTHING', [team.id]);
  return { ...team, version: saved.version };
}

function refuseRepeatedMembers({ members }: Pick<Team, 'members'>): void {
  const faults = members.flatMap(({ id }, index) =>
    members.findIndex((other) => other.id === id) < index
      ? [{ pointer: `/members/${index}/id`, code: 'team.repeated-member', detail: `${id} is there twice.` }]
      : [],
  );
  if (faults.length > 0) throw new Invalid('team.invalid', 'The team names somebody twice.', faults);
}
