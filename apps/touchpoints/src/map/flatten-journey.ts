import type { FactorWeights, Journey, Phase, SegmentWeights, Touchpoint } from './journey.ts';

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
  readonly owner: string | null;
  readonly department: string | null;
  readonly weight: number | null;
  readonly segmentWeights: SegmentWeights;
  readonly actions: readonly string[];
  readonly factorWeights: FactorWeights;
  /** Place in the order of the map. */
  readonly position: number;
}

/** What a touchpoint has from the one above it, when it names none of its own. */
type Inherited = Pick<PublishedTouchpoint, 'team' | 'owner' | 'department'>;

/** Every touchpoint, parents before their children, in the order of the map, each with what it has from its parent. */
export function flattenJourney(journeyId: string, journey: Journey): PublishedTouchpoint[] {
  const touchpoints: PublishedTouchpoint[] = [];
  for (const stage of journey.stages) {
    const add = (touchpoint: Touchpoint, above: readonly string[], parent: Inherited) => {
      const lineage = [...above, touchpoint.id];
      const inherited = {
        team: touchpoint.team ?? parent.team,
        owner: touchpoint.owner ?? parent.owner,
        department: touchpoint.department ?? parent.department,
      };
      touchpoints.push({
        id: touchpoint.id,
        journeyId,
        name: touchpoint.name,
        path: [journeyId, stage.id, ...lineage],
        lineage,
        stage: stage.id,
        phase: stage.phase,
        channel: touchpoint.channel ?? null,
        ...inherited,
        weight: touchpoint.weight ?? null,
        segmentWeights: touchpoint.segmentWeights ?? {},
        actions: touchpoint.actions ?? [],
        factorWeights: touchpoint.factorWeights ?? {},
        position: touchpoints.length,
      });
      for (const child of touchpoint.touchpoints ?? []) add(child, lineage, inherited);
    };
    for (const touchpoint of stage.touchpoints) add(touchpoint, [], { team: null, owner: null, department: null });
  }
  return touchpoints;
}

export const touchpointIds = (journey: Journey): string[] => flattenJourney('', journey).map(({ id }) => id);
