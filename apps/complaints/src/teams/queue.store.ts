import { CommitSignal, millisecondsUntil, type Tx } from '@harken/database';

/** A team whose unassigned complaints may be dealt out now. */
export interface DueQueue {
  readonly team: string;
  /** 1: because somebody may be there again. 2: half a minute later, for complaints that were being opened meanwhile. */
  readonly sweep: 1 | 2;
  readonly now: Date;
}

/** Notified when somebody of a team may be there again. */
export const queuesSignal = new CommitSignal();

export const nextQueueInMs = millisecondsUntil('SELECT min(deal_at) FROM team_rotations WHERE deal_at IS NOT NULL');

export const queueStore = {
  /** Claims the most overdue one: nobody else assigns the team's work until the commit. */
  async claim(tx: Tx): Promise<DueQueue | undefined> {
    const [due] = (await tx.query(
      `SELECT team_id AS team, deal_sweep AS sweep, clock_timestamp() AS now FROM team_rotations
        WHERE deal_at <= (SELECT clock_timestamp()) ORDER BY deal_at, team_id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`,
    )) as DueQueue[];
    return due;
  },

  /** null: not before the team changes. */
  async schedule(tx: Tx, team: string, at: Date | null, sweep: DueQueue['sweep']): Promise<void> {
    await tx.query('UPDATE team_rotations SET deal_at = $2, deal_sweep = $3 WHERE team_id = $1', [team, at, sweep]);
  },

  /** Looks at once at the teams with members who work by the calendar. */
  async calendarChanged(tx: Tx, calendar: string): Promise<void> {
    await tx.query(
      `UPDATE team_rotations r SET deal_at = date_trunc('milliseconds', clock_timestamp()), deal_sweep = 1 FROM teams t
        WHERE t.id = r.team_id AND t.members @> jsonb_build_array(jsonb_build_object('calendar', $1::text))`,
      [calendar],
    );
    queuesSignal.notifyAfterCommit(tx);
  },

  /** Looks at once at the teams of the person. Locks their rotations, always in the same order. */
  async lookAtTeamsOf(tx: Tx, person: string): Promise<void> {
    await tx.query(
      `UPDATE team_rotations SET deal_at = date_trunc('milliseconds', clock_timestamp()), deal_sweep = 1
        WHERE team_id IN (
          SELECT r.team_id FROM team_rotations r JOIN teams t ON t.id = r.team_id
           WHERE t.members @> jsonb_build_array(jsonb_build_object('id', $1::text))
           ORDER BY r.team_id FOR NO KEY UPDATE OF r)`,
      [person],
    );
    queuesSignal.notifyAfterCommit(tx);
  },
};
