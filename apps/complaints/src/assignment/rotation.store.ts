import { sql, type Tx } from '@harken/database';
import { membersAsPeople } from '../people/person.queries.ts';
import type { LoadedTeam } from '../teams/team.ts';

export interface RotationState {
  readonly teamId: string;
  /** Member ids; the one who got work longest ago comes first. */
  readonly rotation: readonly string[];
}

const lockRotationsSql = sql<RotationState>(`
  SELECT t.team_id AS "teamId", t.rotation FROM team_rotations t JOIN teams ON teams.id = t.team_id
   WHERE t.team_id = ANY($1::text[]) AND teams.assignment <> 'queue' AND teams.members @> '[{"available": true}]'
   ORDER BY t.team_id FOR NO KEY UPDATE OF t`);

const saveRotationsSql = sql(`
  UPDATE team_rotations t SET rotation = ARRAY(SELECT jsonb_array_elements_text(n.rotation))
    FROM jsonb_to_recordset($1) AS n (team_id text, rotation jsonb) WHERE t.team_id = n.team_id`);

const readWithLoadsSql = sql<LoadedTeam & { now: Date }>(`
  SELECT t.id, ${membersAsPeople('t.members')} AS members, t.assignment, clock_timestamp() AS now,
         CASE WHEN t.assignment = 'least_loaded' THEN (
           SELECT json_object_agg(l.assignee, l.open) FROM (
             SELECT c.assignee, count(*) AS open FROM complaints c
              WHERE c.team = t.id AND c.ended_at IS NULL AND c.assignee IS NOT NULL GROUP BY c.assignee) l) END AS load
    FROM teams t WHERE t.id = ANY($1::text[])`);

export const rotationStore = {
  /** The rotations of the teams that assign their work, locked until the commit, always in the same order. */
  async lock(tx: Tx, teamIds: readonly string[]): Promise<Map<string, readonly string[]>> {
    const rotations = await lockRotationsSql.query(tx, [teamIds]);
    return new Map(rotations.map(({ teamId, rotation }) => [teamId, rotation]));
  },

  async save(tx: Tx, rotations: readonly RotationState[]): Promise<void> {
    if (rotations.length === 0) return;
    await saveRotationsSql.write(tx, [
      JSON.stringify(rotations.map(({ teamId, rotation }) => ({ team_id: teamId, rotation }))),
    ]);
  },

  withLoads: (tx: Tx, teamIds: readonly string[]): Promise<(LoadedTeam & { now: Date })[]> =>
    readWithLoadsSql.query(tx, [teamIds]),
};
