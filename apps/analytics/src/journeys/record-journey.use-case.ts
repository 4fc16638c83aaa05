import type { EventData, JourneyPublished } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { journeyMapStore } from './journey-map.store.ts';

/** Keeps the newest map of a journey. Reading joins it, so it applies to earlier facts too. */
export async function recordJourney(
  published: EventData<typeof JourneyPublished>,
  tx: Tx,
  generation: number,
): Promise<void> {
  const { journeyId, version, touchpoints } = published;
  await journeyMapStore.replace(tx, generation, { journey: journeyId, version, touchpoints });
}
