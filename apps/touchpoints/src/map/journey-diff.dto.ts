import { AnyObject, Integer, ListOf, OneOf, type PropertyOptions, Text } from '@harken/service';
import { changedThings, changeKinds, type JourneyChange } from './diff-journeys.ts';

const version: Partial<PropertyOptions> & { min: number; max: number } = {
  query: true,
  optional: true,
  min: 1,
  max: 2_147_483_647,
};

export class JourneyDiffQuery {
  @Integer({ description: 'The earlier version; the one before `to` when not given.', example: 1, ...version })
  from?: number;
  @Integer({ description: 'The later version; the one in effect when not given.', example: 1, ...version }) to?: number;
}

export class JourneyChangeDto implements JourneyChange {
  @OneOf(changeKinds, { description: 'What happened to it.', example: 'changed' }) kind!: JourneyChange['kind'];
  @OneOf(changedThings, { description: 'What it is.', example: 'touchpoint' }) of!: JourneyChange['of'];
  @Text({ description: 'Its id.', example: 'handover' }) id!: string;
  @AnyObject({
    description: 'The fields that differ, as they were; a field that was not given is absent. null for what was added.',
    example: { weight: 2 },
    nullable: true,
  })
  before!: Readonly<Record<string, unknown>> | null;
  @AnyObject({
    description: 'The same fields as they are; null for what was removed.',
    example: { weight: 3 },
    nullable: true,
  })
  after!: Readonly<Record<string, unknown>> | null;
}

export class JourneyDiffDto {
  @Text({ description: 'The journey.', example: 'property' }) journey!: string;
  @Integer({ description: 'The earlier version.', example: 1 }) from!: number;
  @Integer({ description: 'The later version.', example: 2 }) to!: number;
  @ListOf(() => JourneyChangeDto, { description: 'What differs.' }) changes!: JourneyChangeDto[];
}
