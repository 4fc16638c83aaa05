import type { Tx } from '@harken/database';
import { Stale } from '@harken/errors';
import { touchpointIds } from './flatten-journey.ts';
import { journeyStore, lockPublication } from './journey.store.ts';
import { type Journey, type JourneyVersion, sameJourney } from './journey.ts';
import { assertNotInUse, assertNotTaken } from './publication-rules.ts';

export interface PublishJourney {
  readonly journeyId: string;
  readonly journey: Journey;
  /** From when the map is in effect; now when not given. */
  readonly effectiveFrom?: Date;
  readonly expectedVersion?: number | undefined;
  readonly by: string;
}

/** Adds a version of the map; returns the latest one unchanged when nothing differs. */
export async function publishJourney(
  command: PublishJourney,
  tx: Tx,
): Promise<{ version: JourneyVersion; created: boolean }> {
  const { journeyId, journey, expectedVersion } = command;
  const now = await lockPublication(tx);
  const latest = (await journeyStore.versions(tx, journeyId)).sort((a, b) => b.version - a.version)[0];
  if (expectedVersion !== undefined && expectedVersion !== latest?.version) {
    throw new Stale('journey.stale', 'The map has another version by now.', { version: latest?.version ?? null });
  }
  const sameDate = !command.effectiveFrom || command.effectiveFrom.getTime() === latest?.effectiveFrom.getTime();
  if (latest && sameDate && sameJourney(latest.journey, journey)) return { version: latest, created: false };

  const effectiveFrom = command.effectiveFrom ?? now;
  const later = effectiveFrom.getTime() > now.getTime();
  const ids = touchpointIds(journey);
  assertNotTaken(await journeyStore.findTaken(tx, journeyId, ids));
  if (!later) assertNotInUse(await journeyStore.findInUse(tx, journeyId, ids));

  const version: JourneyVersion = {
    journeyId,
    version: (latest?.version ?? 0) + 1,
    journey,
    effectiveFrom,
    publishedAt: now,
    publishedBy: command.by,
  };
  await journeyStore.add(tx, version, later ? effectiveFrom : null);
  await journeyStore.activateCurrentVersion(tx, journeyId, now);
  return { version, created: latest === undefined };
}
