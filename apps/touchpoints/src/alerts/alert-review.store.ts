import { CommitSignal, millisecondsUntil, type Tx } from '@harken/database';
import { AlertTable } from './alert.table.ts';
import type { FiredAlert, ProblemCell } from './suppression.ts';

/** Notified when a review is requested. */
export const alertReviewSignal = new CommitSignal();

export const nextAlertReviewInMs = millisecondsUntil('SELECT min(due_at) FROM alert_reviews');

export const alertReviewStore = {
  /** Rows are only added: whoever changes an alert waits for nobody. */
  async request(tx: Tx, at: Date | null): Promise<void> {
    await tx.query('INSERT INTO alert_reviews (due_at) VALUES (coalesce($1, clock_timestamp()))', [at]);
    alertReviewSignal.notifyAfterCommit(tx);
  },

  /** At that time at the latest; nothing to do when one is requested for before. */
  async requestBy(tx: Tx, at: Date): Promise<void> {
    await tx.query(
      'INSERT INTO alert_reviews (due_at) SELECT $1 WHERE NOT EXISTS (SELECT FROM alert_reviews WHERE due_at <= $1)',
      [at],
    );
    alertReviewSignal.notifyAfterCommit(tx);
  },

  /** Lets one replica review at a time. Returns the database time, or null when no review is due. */
  async claimDue(tx: Tx): Promise<Date | null> {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('touchpoints.alert-review'))");
    // The time goes first: what is due by then is deleted, and a change that commits later is reviewed by its own row.
    const [row]: { now: Date }[] = await tx.query('SELECT clock_timestamp() AS now');
    const [, due]: [unknown, number] = await tx.query('DELETE FROM alert_reviews WHERE due_at <= $1', [row?.now]);
    return due > 0 && row ? row.now : null;
  },

  /** The alerts that have fired and are not resolved, locked in the order of monitors, as evaluation does. */
  async lockFired(tx: Tx): Promise<FiredAlert[]> {
    const open = await tx.find(AlertTable, {
      where: [{ state: 'firing' }, { state: 'acknowledged' }],
      order: { monitorId: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    return open.filter((alert): alert is FiredAlert => alert.state === 'firing' || alert.state === 'acknowledged');
  },

  async lineages(tx: Tx, touchpoints: readonly string[]): Promise<Map<string, readonly string[]>> {
    const rows: { id: string; lineage: string[] }[] = await tx.query(
      'SELECT id, lineage FROM touchpoints WHERE id = ANY($1)',
      [touchpoints],
    );
    return new Map(rows.map(({ id, lineage }) => [id, lineage]));
  },

  /** Where problems are open: the room of problems keeps the view. */
  async openCells(tx: Tx): Promise<ProblemCell[]> {
    const [view]: { found: boolean }[] = await tx.query("SELECT to_regclass('problem_cell') IS NOT NULL AS found");
    if (!view?.found) return [];
    return tx.query('SELECT problem, touchpoint, factor FROM problem_cell WHERE open AND touchpoint IS NOT NULL');
  },

  async deputies(tx: Tx, people: readonly string[]): Promise<Map<string, string | null>> {
    const rows: { person: string; deputy: string | null }[] = await tx.query(
      'SELECT person, deputy FROM staff WHERE person = ANY($1)',
      [people],
    );
    return new Map(rows.map(({ person, deputy }) => [person, deputy]));
  },
};
