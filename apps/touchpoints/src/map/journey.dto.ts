import { PageQuery } from '@harken/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsRFC3339, Matches, Max, MaxLength, Min } from 'class-validator';
import type { JourneySummary } from './journey.queries.ts';
import { idPattern, type Journey, type JourneyVersion, phases } from './journey.ts';

export const idRule = { message: 'must be an id: letters and digits of any script, then also ".", "_" and "-"' };

export class JourneyPath {
  @ApiProperty({ description: 'The id of the journey.', example: 'property' })
  @Matches(idPattern, idRule)
  journeyId!: string;
}

export class JourneyQuery {
  @ApiPropertyOptional({ description: 'This version instead of the one in effect.', type: 'integer', example: 1 })
  @Transform(({ value }) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value))
  @IsOptional()
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(2_147_483_647)
  version?: number;

  @ApiPropertyOptional({
    description: 'The version that was or will be in effect at this time.',
    example: '2026-03-02T10:15:00.000Z',
  })
  @IsOptional()
  @IsRFC3339()
  @MaxLength(40)
  at?: string;
}

export class JourneysQuery extends PageQuery {}

const exampleTouchpoint = {
  id: 'sales-office',
  name: 'Sales office',
  channel: 'in_person',
  team: 'sales',
  weight: 3,
  actions: ['Show the construction progress', 'Name the disadvantages of the site'],
  factorWeights: { default: { service: 3, product: 2 }, investor: { price: 3 } },
  touchpoints: [{ id: 'sales-office-signing-desk', name: 'Signing desk', weight: 1 }],
};

export class TouchpointOfMapDto {
  @ApiProperty({ description: 'Its id, the only one in all journeys: feedback names it.', example: 'sales-office' })
  id!: string;

  @ApiProperty({ description: 'Its name.', example: 'Sales office' })
  name!: string;

  @ApiPropertyOptional({ description: 'Where it happens.', example: 'in_person' })
  channel?: string;

  @ApiPropertyOptional({ description: 'The team that owns it; else that of the touchpoint above.', example: 'sales' })
  team?: string;

  @ApiPropertyOptional({ description: 'Its weight among its siblings, on any scale; 1 when not given.', example: 3 })
  weight?: number;

  @ApiPropertyOptional({
    description: 'The standard actions, in order.',
    type: [String],
    example: exampleTouchpoint.actions,
  })
  actions?: string[];

  @ApiPropertyOptional({
    description: 'Weights of the experience factors per segment; the segment `default` holds for all others.',
    type: 'object',
    additionalProperties: { type: 'object', additionalProperties: { type: 'number', minimum: 0 } },
    example: exampleTouchpoint.factorWeights,
  })
  factorWeights?: Record<string, Record<string, number>>;

  @ApiPropertyOptional({
    description: 'The touchpoints it consists of, at most 8 deep.',
    type: () => [TouchpointOfMapDto],
    example: exampleTouchpoint.touchpoints,
  })
  touchpoints?: TouchpointOfMapDto[];
}

export class StageDto {
  @ApiProperty({ description: 'Its id within the journey.', example: 'viewing' })
  id!: string;

  @ApiProperty({ description: 'Its name.', example: 'Viewing' })
  name!: string;

  @ApiProperty({ description: 'Before, during or after the service.', enum: phases, example: 'before' })
  phase!: string;

  @ApiPropertyOptional({ description: 'Its weight among the stages; 1 when not given.', example: 2 })
  weight?: number;

  @ApiProperty({ description: 'Its touchpoints.', type: [TouchpointOfMapDto], example: [exampleTouchpoint] })
  touchpoints!: TouchpointOfMapDto[];
}

const exampleStages = [{ id: 'viewing', name: 'Viewing', phase: 'before', touchpoints: [exampleTouchpoint] }];

export class PutJourneyDto {
  @ApiProperty({ description: 'The name of the journey.', example: 'Buying a home' })
  name!: string;

  @ApiPropertyOptional({
    description: 'From when this map holds, also in the future; now when not given.',
    format: 'date-time',
    example: '2026-03-02T00:00:00.000Z',
  })
  effectiveFrom?: string;

  @ApiProperty({ description: 'The stages in their order.', type: [StageDto], example: exampleStages })
  stages!: StageDto[];
}

export class JourneyDto {
  @ApiProperty({ description: 'The id of the journey.', example: 'property' })
  id!: string;

  @ApiProperty({ description: 'The name of the journey.', example: 'Buying a home' })
  name!: string;

  @ApiProperty({ description: 'Grows with every published change.', type: 'integer', example: 1 })
  version!: number;

  @ApiProperty({ description: 'From when this version holds.', example: '2026-03-02T00:00:00.000Z' })
  effectiveFrom!: string;

  @ApiProperty({ description: 'When this version was published.', example: '2026-03-02T00:00:00.000Z' })
  publishedAt!: string;

  @ApiProperty({ description: 'The stages in their order.', type: [StageDto], example: exampleStages })
  stages!: Journey['stages'];
}

export class JourneySummaryDto implements JourneySummary {
  @ApiProperty({ description: 'The id of the journey.', example: 'property' })
  id!: string;

  @ApiProperty({ description: 'The name of the journey.', example: 'Buying a home' })
  name!: string;

  @ApiProperty({ description: 'The version shown: the one in effect, else the latest.', type: 'integer', example: 1 })
  version!: number;

  @ApiProperty({ description: 'The version in effect; null before the first.', type: 'integer', example: 1 })
  currentVersion!: number | null;

  @ApiProperty({ description: 'From when this version holds.', example: '2026-03-02T00:00:00.000Z' })
  effectiveFrom!: string;

  @ApiProperty({ description: 'When this version was published.', example: '2026-03-02T00:00:00.000Z' })
  publishedAt!: string;

  @ApiProperty({ description: 'How many stages it has.', type: 'integer', example: 6 })
  stages!: number;

  @ApiProperty({
    description: 'How many touchpoints are in effect, nested ones included.',
    type: 'integer',
    example: 42,
  })
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
