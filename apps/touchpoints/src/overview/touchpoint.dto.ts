import {
  AnyObject,
  Filter,
  Integer,
  ListOf,
  Nested,
  Num,
  OneOf,
  PageQuery,
  Text,
  Timestamp,
  text,
} from '@harken/service';
import type { Alert } from '../alerts/alert.ts';
import type { PublishedTouchpoint } from '../map/flatten-journey.ts';
import { MapIdFilter } from '../map/journey.dto.ts';
import { type FactorWeights, phases, type SegmentWeights } from '../map/journey.ts';
import { IntervalDto, MonitorDto, monitorDto } from '../monitors/monitor.dto.ts';
import type { Monitor } from '../monitors/monitor.ts';
import { conditions } from '../monitors/monitor-result.ts';
import { StandardDto } from '../standards/standard.dto.ts';
import type { Standard } from '../standards/standard.ts';
import { type Health, healthOf, healthStates } from './touchpoint-health.ts';

export class TouchpointsQuery extends PageQuery {
  @MapIdFilter('Only those of this journey.', 'property') journey?: string[];
  @MapIdFilter('Only those of stages with this id.', 'handover') stage?: string[];
  @Filter(text({ max: 200 }), { description: 'Only those of this team.', example: 'after-sales' }) team?: string[];
  @MapIdFilter('Only this touchpoint and those nested below it.', 'handover') under?: string[];
}

export class LatestValueDto {
  @Text({ description: 'The monitor.', example: 'handover-nps' }) monitor!: string;
  @Text({ description: 'Its metric; null for silence.', example: 'nps', nullable: true }) metric!: string | null;
  @OneOf(conditions, { description: 'Whether it is a breach.', example: 'ok' }) condition!: string;
  @Integer({ description: 'How many answers or events.', example: 40 }) n!: number;
  @Num({ description: 'The value; null without one.', example: 35, nullable: true }) value!: number | null;
  @Nested(() => IntervalDto, { description: 'The interval of the value; null without one.', nullable: true })
  interval!: IntervalDto | null;
  @Timestamp({ description: 'When it was evaluated.', example: '2026-03-02T10:15:00.000Z', nullable: true })
  at!: string | null;
}

export class TouchpointHealthDto {
  @OneOf(healthStates, {
    description:
      '`alerting`: an alert fires or is acknowledged; `pending`: a breach has not lasted long enough yet; `insufficient-data`: no monitor knows enough; `unwatched`: it has no monitor.',
    example: 'ok',
  })
  state!: Health['state'];
  @ListOf(text(), { description: 'The alerts that fire or are acknowledged.', example: [] }) alerts!: string[];
  @ListOf(() => LatestValueDto, { description: 'The latest result of each monitor.' }) values!: LatestValueDto[];
}

export class TouchpointDto {
  @Text({ description: 'Its id.', example: 'handover' }) id!: string;
  @Text({ description: 'Its name.', example: 'Handover of the keys' }) name!: string;
  @Text({ description: 'Its journey.', example: 'property' }) journey!: string;
  @Text({ description: 'Its stage.', example: 'handover' }) stage!: string;
  @OneOf(phases, { description: 'Before, during or after the service.', example: 'during' }) phase!: string;
  @ListOf(text(), {
    description: 'Ids from the journey over the stage and the touchpoints above down to itself.',
    example: ['property', 'handover', 'handover'],
  })
  path!: readonly string[];
  @Text({ description: 'Where it happens.', example: 'in_person', nullable: true }) channel!: string | null;
  @Text({
    description: 'The team that owns it, or the touchpoint above.',
    example: 'after-sales',
    nullable: true,
  })
  team!: string | null;
  @Text({ description: 'The person who answers for it, or for the touchpoint above.', example: 'wei', nullable: true })
  owner!: string | null;
  @Text({ description: 'The department that problems here go to.', example: 'after-sales', nullable: true })
  department!: string | null;
  @Num({ description: 'Its weight among its siblings; null when not given.', example: 3, nullable: true })
  weight!: number | null;
  @AnyObject({
    description: 'Its weight for customers of a segment, in place of `weight`.',
    example: { investor: 5 },
    values: { type: 'number', minimum: 0 },
  })
  segmentWeights!: SegmentWeights;
  @ListOf(text(), { description: 'The standard actions, in order.', example: ['Hand over all keys'] })
  actions!: readonly string[];
  @AnyObject({
    description: 'Weights of the experience factors per segment.',
    example: { default: { service: 3 } },
    values: { type: 'object', additionalProperties: { type: 'number', minimum: 0 } },
  })
  factorWeights!: FactorWeights;
  @ListOf(() => StandardDto, { description: 'Its own service standards.' }) standards!: StandardDto[];
  @ListOf(() => MonitorDto, { description: 'Its own monitors.' }) monitors!: MonitorDto[];
  @Nested(() => TouchpointHealthDto, { description: 'How it is.' }) health!: Health;
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
    standards: ownOf(watching.standards),
    monitors: monitors.map(monitorDto),
    health: healthOf(monitors, ownOf(watching.alerts)),
  };
};
