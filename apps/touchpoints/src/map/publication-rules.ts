import { happened, JourneyPublished, type NewEvent } from '@harken/contracts';
import { RuleBroken } from '@harken/errors';
import { flattenJourney } from './flatten-journey.ts';
import type { JourneyVersion } from './journey.ts';

/** The version in effect: the latest by its date, and of two with one date the later published. */
export function currentVersion<V extends Pick<JourneyVersion, 'version' | 'effectiveFrom'>>(
  versions: readonly V[],
  now: Date,
): V | undefined {
  return versions
    .filter(({ effectiveFrom }) => effectiveFrom.getTime() <= now.getTime())
    .sort((a, b) => b.effectiveFrom.getTime() - a.effectiveFrom.getTime() || b.version - a.version)[0];
}

/** A touchpoint belongs to one journey only: feedback names it without its journey. */
export function assertNotTaken(taken: readonly { readonly touchpoint: string; readonly journeyId: string }[]): void {
  if (taken.length === 0) return;
  const list = taken.map(({ touchpoint, journeyId }) => `${touchpoint} (${journeyId})`).join(', ');
  throw new RuleBroken('journey.touchpoint-taken', `Other journeys have these touchpoints: ${list}.`, { taken });
}

/** A touchpoint that is watched cannot leave the map: its standards and monitors would watch nothing. */
export function assertNotInUse(used: readonly { readonly touchpoint: string; readonly by: string }[]): void {
  if (used.length === 0) return;
  const list = used.map(({ touchpoint, by }) => `${touchpoint} (${by})`).join(', ');
  throw new RuleBroken('journey.touchpoint-in-use', `These touchpoints are still in use: ${list}.`, { used });
}

export function journeyPublished({ journeyId, version, journey }: JourneyVersion, now: Date): NewEvent {
  const touchpoints = flattenJourney(journeyId, journey).map(({ id, name, path, stage, phase, channel, team }) => {
    return { touchpoint: id, name, path: [...path], stage, phase, channel, team };
  });
  return happened(JourneyPublished, journeyId, {
    journeyId,
    name: journey.name,
    version,
    touchpoints,
    at: now.toISOString(),
  });
}
