import type { FactorWeights, Journey, Phase, Touchpoint } from './journey.ts';

/** A touchpoint of a map in effect, with its place in the map. */
export interface PublishedTouchpoint {
  readonly id: string;
  readonly journeyId: string;
  readonly name: string;
  /** Ids from the journey over the stage down to itself. */
  readonly path: readonly string[];
  /** Its own id and those of the touchpoints above it, the topmost first: its feedback counts for all of these. */
  readonly lineage: readonly string[];
  readonly stage: string;
  readonly phase: Phase;
  readonly channel: string | null;
  readonly team: string | null;
  readonly weight: number | null;
  readonly actions: readonly string[];
  readonly factorWeights: FactorWeights;
  /** Place in the order of the map. */
  readonly position: number;
}

/** Every touchpoint, parents before their children, in the order of the map. A child without a team has its parent's. */
export function flattenJourney(journeyId: string, journey: Journey): PublishedTouchpoint[] {
  const touchpoints: PublishedTouchpoint[] = [];
  for (const stage of journey.stages) {
    const add = (touchpoint: Touchpoint, above: readonly string[], team: string | null) => {
      const lineage = [...above, touchpoint.id];
      const own = touchpoint.team ?? team;
      touchpoints.push({
        id: touchpoint.id,
        journeyId,
        name: touchpoint.name,
        path: [journeyId, stage.id, ...lineage],
        lineage,
        stage: stage.id,
        phase: stage.phase,
        channel: touchpoint.channel ?? null,
        team: own,
        weight: touchpoint.weight ?? null,
        actions: touchpoint.actions ?? [],
        factorWeights: touchpoint.factorWeights ?? {},
        position: touchpoints.length,
      });
      for (const child of touchpoint.touchpoints ?? []) add(child, lineage, own);
    };
    for (const touchpoint of stage.touchpoints) add(touchpoint, [], null);
  }
  return touchpoints;
}

export const touchpointIds = (journey: Journey): string[] => flattenJourney('', journey).map(({ id }) => id);
