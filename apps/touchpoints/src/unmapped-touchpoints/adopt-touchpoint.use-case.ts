import type { Tx } from '@harken/database';
import { NotFound, RuleBroken } from '@harken/errors';
import { findJourney } from '../map/journey.queries.ts';
import { idPattern, type Journey, type JourneyVersion, type Touchpoint } from '../map/journey.ts';
import { publishJourney } from '../map/publish-journey.use-case.ts';
import { findUnmapped } from './unmapped-touchpoint.queries.ts';

export interface AdoptTouchpoint {
  readonly id: string;
  readonly journey: string;
  readonly stage: string;
  /** The touchpoint it is nested in; at the top of the stage when not given. */
  readonly parent?: string | undefined;
  readonly name: string;
  readonly by: string;
}

/** Publishes the map in effect with the touchpoint added to it. */
export async function adoptTouchpoint(command: AdoptTouchpoint, tx: Tx): Promise<JourneyVersion> {
  const { id, journey, by } = command;
  if (!(await findUnmapped(tx, id))) throw new NotFound('unmapped-touchpoint', id);
  if (!idPattern.test(id)) {
    const message = `${id} cannot be an id in a map: rename it to a touchpoint of the map.`;
    throw new RuleBroken('unmapped-touchpoint.id-not-allowed', message, { id });
  }
  const current = await findJourney(tx, journey);
  const added = withTouchpoint(current.journey, command);
  const { version } = await publishJourney({ journeyId: journey, journey: added, expectedVersion: undefined, by }, tx);
  return version;
}

/** The map with the touchpoint at the end of its stage or of its parent. */
export function withTouchpoint(journey: Journey, { id, stage, parent, name }: Omit<AdoptTouchpoint, 'by'>): Journey {
  let found = false;
  const add = (touchpoints: readonly Touchpoint[] = []): readonly Touchpoint[] => {
    found = true;
    return [...touchpoints, { id, name }];
  };
  const below = (touchpoint: Touchpoint): Touchpoint => {
    const { touchpoints } = touchpoint;
    if (touchpoint.id === parent) return { ...touchpoint, touchpoints: add(touchpoints) };
    return touchpoints ? { ...touchpoint, touchpoints: touchpoints.map(below) } : touchpoint;
  };
  const stages = journey.stages.map((each) => {
    if (each.id !== stage) return each;
    const { touchpoints } = each;
    return { ...each, touchpoints: parent === undefined ? add(touchpoints) : touchpoints.map(below) };
  });
  if (!found) {
    const place = parent === undefined ? stage : `${stage}/${parent}`;
    throw new RuleBroken('unmapped-touchpoint.place-unknown', `The map has no ${place}.`, { stage, parent });
  }
  return { ...journey, stages };
}
