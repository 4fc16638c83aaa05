import { PageQuery } from '@harken/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length, Matches } from 'class-validator';
import type { Alert } from '../alerts/alert.ts';
import type { PublishedTouchpoint } from '../map/flatten-journey.ts';
import { idRule } from '../map/journey.dto.ts';
import { type FactorWeights, idPattern, phases } from '../map/journey.ts';
import { MonitorDto, monitorDto } from '../monitors/monitor.dto.ts';
import type { Monitor } from '../monitors/monitor.ts';
import { StandardDto, standardDto } from '../standards/standard.dto.ts';
import type { Standard } from '../standards/standard.ts';
import { type Health, healthOf, healthStates } from './touchpoint-health.ts';

export class TouchpointPath {
  @ApiProperty({ description: 'The id of the touchpoint.', example: 'handover' })
  @Matches(idPattern, idRule)
  id!: string;
}

export class TouchpointsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Only those of this journey.', example: 'property' })
  @IsOptional()
  @Matches(idPattern, idRule)
  journey?: string;

  @ApiPropertyOptional({ description: 'Only those of stages with this id.', example: 'handover' })
  @IsOptional()
  @Matches(idPattern, idRule)
  stage?: string;

  @ApiPropertyOptional({ description: 'Only those of this team.', example: 'after-sales' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  team?: string;

  @ApiPropertyOptional({ description: 'Only this touchpoint and those nested below it.', example: 'handover' })
  @IsOptional()
  @Matches(idPattern, idRule)
  under?: string;
}

export class TouchpointHealthDto implements Health {
  @ApiProperty({
    description:
      '`alerting`: an alert fires or is acknowledged; `pending`: a breach has not lasted long enough yet; `insufficient-data`: no monitor knows enough; `unwatched`: it has no monitor.',
    enum: healthStates,
    example: 'ok',
  })
  state!: Health['state'];

  @ApiProperty({ description: 'The alerts that fire or are acknowledged.', type: [String], example: [] })
  alerts!: string[];

  @ApiProperty({
    description: 'The latest result of each monitor.',
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    example: [{ monitor: 'handover-nps', metric: 'nps', condition: 'ok', n: 40, value: 35 }],
  })
  values!: Health['values'];
}

export class TouchpointDto {
  @ApiProperty({ description: 'Its id.', example: 'handover' })
  id!: string;

  @ApiProperty({ description: 'Its name.', example: 'Handover of the keys' })
  name!: string;

  @ApiProperty({ description: 'Its journey.', example: 'property' })
  journey!: string;

  @ApiProperty({ description: 'Its stage.', example: 'handover' })
  stage!: string;

  @ApiProperty({ description: 'Before, during or after the service.', enum: phases, example: 'during' })
  phase!: string;

  @ApiProperty({
    description: 'Ids from the journey over the stage and the touchpoints above down to itself.',
    type: [String],
    example: ['property', 'handover', 'handover'],
  })
  path!: readonly string[];

  @ApiProperty({ description: 'Where it happens.', type: 'string', nullable: true, example: 'in_person' })
  channel!: string | null;

  @ApiProperty({
    description: 'The team that owns it, or the touchpoint above.',
    type: 'string',
    nullable: true,
    example: 'after-sales',
  })
  team!: string | null;

  @ApiProperty({
    description: 'Its weight among its siblings; null when not given.',
    type: 'number',
    nullable: true,
    example: 3,
  })
  weight!: number | null;

  @ApiProperty({ description: 'The standard actions, in order.', type: [String], example: ['Hand over all keys'] })
  actions!: readonly string[];

  @ApiProperty({
    description: 'Weights of the experience factors per segment.',
    type: 'object',
    additionalProperties: true,
    example: { default: { service: 3 } },
  })
  factorWeights!: FactorWeights;

  @ApiProperty({ description: 'Its own service standards.', type: [StandardDto] })
  standards!: StandardDto[];

  @ApiProperty({ description: 'Its own monitors.', type: [MonitorDto] })
  monitors!: MonitorDto[];

  @ApiProperty({ description: 'How it is.', type: TouchpointHealthDto })
  health!: Health;
}

export const touchpointDto = (
  { journeyId, lineage: _lineage, position: _position, ...touchpoint }: PublishedTouchpoint,
  watching: { standards: readonly Standard[]; monitors: readonly Monitor[]; alerts: readonly Alert[] },
): TouchpointDto => {
  const ownOf = <T extends { readonly touchpoint: string }>(all: readonly T[]): T[] =>
    all.filter((each) => each.touchpoint === touchpoint.id);
  const monitors = ownOf(watching.monitors);
  return {
    ...touchpoint,
    journey: journeyId,
    standards: ownOf(watching.standards).map(standardDto),
    monitors: monitors.map(monitorDto),
    health: healthOf(monitors, ownOf(watching.alerts)),
  };
};
