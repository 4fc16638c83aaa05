import { runLater, runPrepared, type Tx } from '@harken/messaging';
import type { LoadedTeam } from '../teams/team.ts';

export interface Turn {
  readonly teamId: string;
  /** Everybody who has had a turn, the longest ago first. */
  readonly line: readonly string[];
}

const lockTurns = {
  name: 'complaints.lock-turns',
  text: `
  SELECT t.team_id AS "teamId", t.line FROM team_turns t JOIN teams ON teams.id = t.team_id
   WHERE t.team_id = ANY($1::text[]) AND teams.assignment <> 'queue' AND teams.members @> '[{"available": true}]'
   ORDER BY t.team_id FOR NO KEY UPDATE OF t`,
};

const saveTurns = {
  name: 'complaints.save-turns',
  text: `
  UPDATE team_turns t SET line = ARRAY(SELECT jsonb_array_elements_text(n.line))
    FROM jsonb_to_recordset($1) AS n (team_id text, line jsonb) WHERE t.team_id = n.team_id`,
};

const readWithLoads = {
  name: 'complaints.teams-with-loads',
  text: `
  SELECT t.id, t.members, t.assignment, clock_timestamp() AS now,
         CASE WHEN t.assignment = 'least_loaded' THEN (
           SELECT json_object_agg(l.assignee, l.open) FROM (
             SELECT c.assignee, count(*) AS open FROM complaints c
              WHERE c.team = t.id AND c.ended_at IS NULL AND c.assignee IS NOT NULL GROUP BY c.assignee) l) END AS load
    FROM teams t WHERE t.id = ANY($1::text[])`,
};

export const rotationStore = {
  /** The lines of the teams that deal out their work, locked until the commit, always in one order. */
  async lockTurns(tx: Tx, teamIds: readonly string[]): Promise<Map<string, readonly string[]>> {
    const turns = await runPrepared<Turn>(tx, lockTurns, [teamIds]);
    return new Map(turns.map(({ teamId, line }) => [teamId, line]));
  },

  async saveTurns(tx: Tx, turns: readonly Turn[]): Promise<void> {
    if (turns.length === 0) return;
    await runLater(tx, saveTurns, [JSON.stringify(turns.map(({ teamId, line }) => ({ team_id: teamId, line })))]);
  },

  withLoads: (tx: Tx, teamIds: readonly string[]): Promise<(LoadedTeam & { now: Date })[]> =>
    runPrepared<LoadedTeam & { now: Date }>(tx, readWithLoads, [teamIds]),
};
