import { databaseTime, type Tx } from '@harken/database';
import { outbox } from '@harken/messaging';
import { flattenJourney, type PublishedTouchpoint } from './flatten-journey.ts';
import { type JourneyHead, JourneyTable, JourneyVersionTable, TouchpointTable } from './journey.table.ts';
import type { JourneyVersion } from './journey.ts';
import { currentVersion, journeyPublished } from './publication-rules.ts';
import { aliasStore } from './touchpoint-alias.store.ts';

/**
 * Allows one publication at a time: whether a touchpoint is free can only be decided while no other map changes.
 * Returns the database time.
 */
export async function lockPublication(tx: Tx): Promise<Date> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('touchpoints.map'))");
  return databaseTime(tx);
}

export const journeyStore = {
  head: (tx: Tx, id: string): Promise<JourneyHead | null> => tx.findOneBy(JourneyTable, { id }),

  versions: (tx: Tx, journeyId: string): Promise<JourneyVersion[]> => tx.findBy(JourneyVersionTable, { journeyId }),

  async add(tx: Tx, version: JourneyVersion, dueAt: Date | null): Promise<void> {
    await tx.query(
      `INSERT INTO journeys (id, latest_version) VALUES ($1, $2)
       ON CONFLICT (id) DO UPDATE SET latest_version = excluded.latest_version`,
      [version.journeyId, version.version],
    );
    await tx.insert(JourneyVersionTable, { ...version, dueAt });
  },

  /** Touchpoints that other journeys have now or will have, among the given ones. */
  async findTaken(
    tx: Tx,
    journeyId: string,
    ids: readonly string[],
  ): Promise<{ touchpoint: string; journeyId: string }[]> {
    const now: { touchpoint: string; journeyId: string }[] = await tx.query(
      'SELECT id AS touchpoint, journey_id AS "journeyId" FROM touchpoints WHERE journey_id <> $1 AND id = ANY($2)',
      [journeyId, ids],
    );
    const requested = new Set(ids);
    const waiting = await tx
      .createQueryBuilder(JourneyVersionTable, 'v')
      .where('v.dueAt IS NOT NULL AND v.journeyId <> :journeyId', { journeyId })
      .getMany();
    const later = waiting.flatMap((version) =>
      flattenJourney(version.journeyId, version.journey)
        .filter(({ id }) => requested.has(id))
        .map(({ id }) => ({ touchpoint: id, journeyId: version.journeyId })),
    );
    return [...now, ...later.filter((a) => !now.some((b) => b.touchpoint === a.touchpoint))];
  },

  /** Standards and monitors at touchpoints that the journey has now and would lose. */
  findInUse: (tx: Tx, journeyId: string, kept: readonly string[]): Promise<{ touchpoint: string; by: string }[]> =>
    tx.query(
      `SELECT t.id AS touchpoint, used.by
         FROM touchpoints t
         JOIN (SELECT touchpoint, 'standard ' || id AS by FROM standards
               UNION ALL SELECT touchpoint, 'monitor ' || id FROM monitors) used ON used.touchpoint = t.id
        WHERE t.journey_id = $1 AND NOT t.id = ANY($2)
        ORDER BY t.position, used.by`,
      [journeyId, kept],
    ),

  /** Makes the version in effect now the current one: replaces the touchpoints and adds the event. True when it changed. */
  async activateCurrentVersion(tx: Tx, journeyId: string, now: Date): Promise<boolean> {
    const current = currentVersion(await journeyStore.versions(tx, journeyId), now);
    const head = await journeyStore.head(tx, journeyId);
    if (!current || !head || head.currentVersion === current.version) return false;
    await tx.update(JourneyTable, { id: journeyId }, { currentVersion: current.version });
    await replaceTouchpoints(tx, journeyId, flattenJourney(journeyId, current.journey));
    await outbox.add(tx, [journeyPublished(current, now)]);
    return true;
  },

  /** Claims versions that are due at `now`: each once, however many replicas run. */
  claimDue: (tx: Tx, now: Date): Promise<{ journeyId: string }[]> =>
    tx
      .query(
        `WITH due AS (
         SELECT journey_id, version FROM journey_versions
          WHERE due_at <= $1 ORDER BY due_at LIMIT 20 FOR UPDATE SKIP LOCKED)
       UPDATE journey_versions v SET due_at = NULL FROM due
        WHERE v.journey_id = due.journey_id AND v.version = due.version
       RETURNING v.journey_id AS "journeyId"`,
        [now],
      )
      .then(([rows]: [{ journeyId: string }[], number]) => rows),
};

async function replaceTouchpoints(
  tx: Tx,
  journeyId: string,
  touchpoints: readonly PublishedTouchpoint[],
): Promise<void> {
  await tx.delete(TouchpointTable, { journeyId });
  await aliasStore.remove(
    tx,
    touchpoints.map(({ id }) => id),
  );
  const chunk = 500;
  for (let from = 0; from < touchpoints.length; from += chunk) {
    await tx.insert(
      TouchpointTable,
      touchpoints.slice(from, from + chunk).map((row) => ({ ...row })),
    );
  }
}
