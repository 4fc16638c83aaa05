import type { Tx } from '@harken/messaging';
import type { Team } from './team.ts';

export const teamStore = {
  /** The version under a row lock, or undefined for a team that is not there. */
  async versionOf(tx: Tx, id: string): Promise<number | undefined> {
    const [known] = (await tx.query('SELECT version FROM teams WHERE id = $1 FOR NO KEY UPDATE', [id])) as Team[];
    return known?.version;
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
    await tx.query('INSERT INTO team_turns VALUES ($1, NULL) ON CONFLICT DO NOTHING', [team.id]);
    return saved.version;
  },

  /** Who was last, locked until the commit. */
  async lockTurn(tx: Tx, teamId: string): Promise<string | null> {
    const [turn] = (await tx.query('SELECT last_member AS last FROM team_turns WHERE team_id = $1 FOR UPDATE', [
      teamId,
    ])) as { last: string | null }[];
    return turn?.last ?? null;
  },

  async saveTurn(tx: Tx, teamId: string, last: string | null): Promise<void> {
    await tx.query('UPDATE team_turns SET last_member = $2 WHERE team_id = $1', [teamId, last]);
  },

  /** Open complaints per person of the team. */
  async loadOf(tx: Tx, teamId: string): Promise<Map<string, number>> {
    const found = (await tx.query(
      `SELECT assignee, count(*)::int AS open FROM complaints
       WHERE team = $1 AND ended_at IS NULL AND assignee IS NOT NULL GROUP BY assignee`,
      [teamId],
    )) as { assignee: string; open: number }[];
    return new Map(found.map(({ assignee, open }) => [assignee, open]));
  },
};
