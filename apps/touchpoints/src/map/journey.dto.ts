import {
  AnyObject,
  Filter,
  Integer,
  ListOf,
  Num,
  OneOf,
  type PropertyOptions,
  Text,
  Timestamp,
  text,
} from '@harken/service';
import type { JourneySummary } from './journey.queries.ts';
import { idPattern, type Journey, type JourneyVersion, phases, type SegmentWeights } from './journey.ts';

export const mapId = {
  pattern: idPattern,
  chosenId: true,
  message: 'must be an id: letters and digits of any script, then also ".", "_" and "-"',
};

/** An id that the company chose: in addresses and bodies. */
export const MapId = (description: string, example: string, options: Partial<PropertyOptions> = {}) =>
  Text({ description, example, ...mapId, ...options });

/** Such ids in a filter. */
export const MapIdFilter = (description: string, example: string) => Filter(text(mapId), { description, example });

const time = '2026-03-02T00:00:00.000Z';

export class JourneyPath {
  @MapId('The id of the journey.', 'property') journeyId!: string;
}

export class JourneyQuery {
  @Integer({
    description: 'This version instead of the one in effect.',
    example: 1,
    optional: true,
    query: true,
    min: 1,
    max: 2_147_483_647,
    message: 'must be a whole number',
  })
  version?: number;
  @Timestamp({
    description: 'The version that was or will be in effect at this time.',
    example: '2026-03-02T10:15:00.000Z',
    optional: true,
  })
  at?: string;
}

const exampleTouchpoint = {
  id: 'sales-office',
  name: 'Sales office',
  channel: 'in_person',
  team: 'sales',
  owner: 'wei',
  weight: 3,
  segmentWeights: { investor: 5 },
  actions: ['Show the construction progress', 'Name the disadvantages of the site'],
  factorWeights: { default: { service: 3, product: 2 }, investor: { price: 3 } },
  touchpoints: [{ id: 'sales-office-signing-desk', name: 'Signing desk', weight: 1 }],
};

const SegmentWeightsOfMap = () =>
  AnyObject({
    description: 'Its weight for customers of a segment, in place of `weight`.',
    example: { investor: 5 },
    optional: true,
    values: { type: 'number', minimum: 0 },
  });

export class TouchpointOfMapDto {
  @Text({ description: 'Its id, the only one in all journeys: feedback names it.', example: 'sales-office' })
  id!: string;
  @Text({ description: 'Its name.', example: 'Sales office' }) name!: string;
  @Text({ description: 'Where it happens.', example: 'in_person', optional: true }) channel?: string;
  @Text({
    description: 'The team that owns it; else that of the touchpoint above.',
    example: 'sales',
    optional: true,
  })
  team?: string;
  @Text({
    description: 'The person who answers for it (`/v1/people`); else that of the touchpoint above.',
    example: 'wei',
    optional: true,
  })
  owner?: string;
  @Text({
    description: 'The department that problems here go to; else that of the touchpoint above.',
    example: 'sales',
    optional: true,
  })
  department?: string;
  @Num({
    description: 'Its weight among its siblings, on any scale; 1 when not given.',
    example: 3,
    optional: true,
  })
  weight?: number;
  @SegmentWeightsOfMap() segmentWeights?: SegmentWeights;
  @ListOf(text(), {
    description: 'The standard actions, in order.',
    example: exampleTouchpoint.actions,
    optional: true,
  })
  actions?: string[];
  @AnyObject({
    description: 'Weights of the experience factors per segment; the segment `default` holds for all others.',
    example: exampleTouchpoint.factorWeights,
    optional: true,
    values: { type: 'object', additionalProperties: { type: 'number', minimum: 0 } },
  })
  factorWeights?: Record<string, Record<string, number>>;
  @ListOf(() => TouchpointOfMapDto, {
    description: 'The touchpoints it consists of, at most 8 deep.',
    example: exampleTouchpoint.touchpoints,
    optional: true,
  })
  touchpoints?: TouchpointOfMapDto[];
}

export class StageDto {
  @Text({ description: 'Its id within the journey.', example: 'viewing' }) id!: string;
  @Text({ description: 'Its name.', example: 'Viewing' }) name!: string;
  @OneOf(phases, { description: 'Before, during or after the service.', example: 'before' }) phase!: string;
  @Num({ description: 'Its weight among the stages; 1 when not given.', example: 2, optional: true }) weight?: number;
  @SegmentWeightsOfMap() segmentWeights?: SegmentWeights;
  @ListOf(() => TouchpointOfMapDto, { description: 'Its touchpoints.', example: [exampleTouchpoint] })
  touchpoints!: TouchpointOfMapDto[];
}

const name = { description: 'The name of the journey.', example: 'Buying a home' };
const stages = {
  description: 'The stages in their order.',
  example: [{ id: 'viewing', name: 'Viewing', phase: 'before', touchpoints: [exampleTouchpoint] }],
};

/** The body of PUT, for the document: `parsePublication` reads it, because its faults point deep into the map. */
export class JourneyBody {
  @Text(name) name!: string;
  @Timestamp({
    description: 'From when this map holds, also in the future; now when not given.',
    example: time,
    optional: true,
  })
  effectiveFrom?: string;
  @ListOf(() => StageDto, stages) stages!: StageDto[];
}

export class JourneyDto {
  @Text({ description: 'The id of the journey.', example: 'property' }) id!: string;
  @Text(name) name!: string;
  @Integer({ description: 'Grows with every published change.', example: 1 }) version!: number;
  @Timestamp({ description: 'From when this version holds.', example: time }) effectiveFrom!: string;
  @Timestamp({ description: 'When this version was published.', example: time }) publishedAt!: string;
  @ListOf(() => StageDto, stages) stages!: Journey['stages'];
}

export class JourneySummaryDto implements JourneySummary {
  @Text({ description: 'The id of the journey.', example: 'property' }) id!: string;
  @Text(name) name!: string;
  @Integer({ description: 'The version shown: the one in effect, else the latest.', example: 1 }) version!: number;
  @Integer({ description: 'The version in effect; null before the first.', example: 1, nullable: true })
  currentVersion!: number | null;
  @Timestamp({ description: 'From when this version holds.', example: time }) effectiveFrom!: string;
  @Timestamp({ description: 'When this version was published.', example: time }) publishedAt!: string;
  @Integer({ description: 'How many stages it has.', example: 6 }) stages!: number;
  @Integer({ description: 'How many touchpoints are in effect, nested ones included.', example: 42 })
  touchpoints!: number;
}

export const journeyDto = ({
  journeyId,
  version,
  journey,
  effectiveFrom,
  publishedAt,
}: JourneyVersion): JourneyDto => ({
  id: journeyId,
  name: journey.name,
  version,
  effectiveFrom: effectiveFrom.toISOString(),
  publishedAt: publishedAt.toISOString(),
  stages: journey.stages,
});
