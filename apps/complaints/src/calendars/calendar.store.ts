import type { Tx } from '@harken/database';
import type { WorkingHours } from './business-calendar.ts';

interface PublishedVersion {
  readonly version: number;
  readonly effectiveFrom: Date;
  readonly publishedAt: Date;
}

export const calendarStore = {
  /**
   * Allows one publication at a time, so that versions and revisions have no gaps. Returns the latest version, 0
   * without any.
   */
  async lock(tx: Tx, id: string): Promise<number> {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('complaints.calendar_versions'))");
    const [latest] = (await tx.query('SELECT max(version) AS version FROM calendar_versions WHERE calendar_id = $1', [
      id,
    ])) as { version: number | null }[];
    return latest?.version ?? 0;
  },

  async add(
    tx: Tx,
    id: string,
    version: number,
    effectiveFrom: Date,
    hours: WorkingHours,
    actor: string,
  ): Promise<PublishedVersion> {
    const [published] = (await tx.query(
      `INSERT INTO calendar_versions
       SELECT $1, $2, (SELECT max(revision) + 1 FROM calendar_versions), $3, $4, clock_timestamp(), $5
       RETURNING version, effective_from AS "effectiveFrom", published_at AS "publishedAt"`,
      [id, version, effectiveFrom, JSON.stringify(hours), actor],
    )) as [PublishedVersion];
    return published;
  },

  async now(tx: Tx): Promise<Date> {
    const [row] = (await tx.query('SELECT clock_timestamp() AS now')) as [{ now: Date }];
    return row.now;
  },
};
