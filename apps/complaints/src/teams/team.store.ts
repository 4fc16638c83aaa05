import type { Tx } from '@harken/database';
import { queuesSignal } from './queue.store.ts';
import { teamColumns } from './team.queries.ts';
import type { Member, Team } from './team.ts';

export const teamStore = {
  /**
   * Locks the team, or returns undefined if there is none. The rotation is locked first: a transaction that assigns the
   * team's work commits before the team changes, or reads it after.
   */
  async lock(tx: Tx, id: string): Promise<Team | undefined> {
    await tx.query('SELECT FROM team_rotations WHERE team_id = $1 FOR NO KEY UPDATE', [id]);
    const [known] = (await tx.query(`SELECT ${teamColumns} FROM teams WHERE id = $1 FOR NO KEY UPDATE`, [
      id,
    ])) as Team[];
    return known;
  },

  /** The members; none can leave until the commit. */
  async lockMembersForShare(tx: Tx, id: string): Promise<readonly Member[]> {
    const [team] = (await tx.query('SELECT members FROM teams WHERE id = $1 FOR SHARE', [id])) as Team[];
    return team?.members ?? [];
  },

  /** The teams among these, with their members; none can leave until the commit. */
  lockManyForShare: (tx: Tx, ids: readonly string[]): Promise<Pick<Team, 'id' | 'members'>[]> =>
    tx.query('SELECT id, members FROM teams WHERE id = ANY ($1::text[]) ORDER BY id FOR SHARE', [ids]),

  async save(tx: Tx, team: Omit<Team, 'version'>, by: string): Promise<number> {
    const [saved] = (await tx.query(
      `INSERT INTO teams VALUES ($1, $2, $3, $4, $5, $6, 1, clock_timestamp(), $7)
       ON CONFLICT (id) DO UPDATE SET
         name = excluded.name, members = excluded.members, assignment = excluded.assignment,
         calendar = excluded.calendar, department = excluded.department, version = teams.version + 1,
         updated_at = excluded.updated_at, updated_by = excluded.updated_by
       RETURNING version`,
      [team.id, team.name, JSON.stringify(team.members), team.assignment, team.calendar, team.department, by],
    )) as [{ version: number }];
    // Somebody may be there now whom the unassigned complaints wait for.
    await tx.query(
      `INSERT INTO team_rotations (team_id, deal_at) VALUES ($1, date_trunc('milliseconds', clock_timestamp()))
       ON CONFLICT (team_id) DO UPDATE SET deal_at = excluded.deal_at, deal_sweep = 1`,
      [team.id],
    );
    queuesSignal.notifyAfterCommit(tx);
    return saved.version;
  },
};
