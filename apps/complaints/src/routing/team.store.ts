import { runLater, runPrepared, type Tx } from '@harken/messaging';
import type { LoadedTeam, Member, Team } from './team.ts';

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

export const teamStore = {
  /**
   * The team under a row lock, or undefined for one that is not there. Its turns first: whoever deals out its work
   * commits before the team changes, or reads it after.
   */
  async lock(tx: Tx, id: string): Promise<Team | undefined> {
    await tx.query('SELECT FROM team_turns WHERE team_id = $1 FOR NO KEY UPDATE', [id]);
    const [known] = (await tx.query(
      `SELECT id, name, members, assignment, calendar, department, version FROM teams
        WHERE id = $1 FOR NO KEY UPDATE`,
      [id],
    )) as Team[];
    return known;
  },

  /** The members, of whom none leaves until the commit. */
  async holdMembers(tx: Tx, id: string): Promise<readonly Member[]> {
    const [team] = (await tx.query('SELECT members FROM teams WHERE id = $1 FOR SHARE', [id])) as Team[];
    return team?.members ?? [];
  },

  async save(tx: Tx, team: Omit<Team, 'version'>, actor: string): Promise<number> {
    const [saved] = (await tx.query(
      `INSERT INTO teams VALUES ($1, $2, $3, $4, $5, $6, 1, clock_timestamp(), $7)
       ON CONFLICT (id) DO UPDATE SET
         name = excluded.name, members = excluded.members, assignment = excluded.assignment,
         calendar = excluded.calendar, department = excluded.department, version = teams.version + 1,
         updated_at = excluded.updated_at, updated_by = excluded.updated_by
       RETURNING version`,
      [team.id, team.name, JSON.stringify(team.members), team.assignment, team.calendar, team.department, actor],
    )) as [{ version: number }];
    await tx.query('INSERT INTO team_turns VALUES ($1) ON CONFLICT DO NOTHING', [team.id]);
    return saved.version;
  },

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
