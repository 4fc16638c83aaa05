import { type Severity, severities } from '@harken/contracts';
import {
  AnyObject,
  BodyExample,
  Integer,
  Nested,
  Num,
  OnBehalfOf,
  OneOf,
  PageQuery,
  Text,
  Timestamp,
} from '@harken/service';
import type { Limits } from '../detection/limits.ts';
import { promiseSentence } from '../detection/promise-sentence.ts';
import { type SlotUnit, slotUnits } from '../detection/slot-calendar.ts';
import { MapId, MapIdFilter } from '../map/journey.dto.ts';
import { isDetector, type Method, type Monitor, type MonitorContent, methods } from './monitor.ts';
import { type Condition, conditions, type MonitorResult } from './monitor-result.ts';

const time = '2026-03-02T10:15:00.000Z';

export class MonitorPath {
  @MapId('The id of the monitor, chosen by you.', 'handover-nps') id!: string;
}

export class MonitorsQuery extends PageQuery {
  @MapIdFilter('Only those of this touchpoint.', 'handover') touchpoint?: string[];
}

const Duration = (description: string, example: string) =>
  Text({ description, example, optional: true, min: 0, max: 40 });

@BodyExample({
  ...{ touchpoint: 'handover', metric: 'nps', method: 'standard', parameters: { standard: 'handover-nps' } },
  ...{ severity: 'high', for: 'PT10M', keepFiringFor: 'PT30M' },
})
export class MonitorBody {
  @MapId('The touchpoint it watches, and all nested below it.', 'handover') touchpoint!: string;
  @Text({
    description:
      'What is measured: nps, csat, ces, rating:<name> or experience:<factor>; `p_chart`: nps or csat; `rate`: complaints or interaction:<type>. `silence` counts every event, whatever its metric.',
    example: 'nps',
    optional: true,
    min: 0,
    max: 120,
  })
  metric?: string;
  @Text({
    description: 'Only customers of this segment; not for `standard` and `silence`.',
    example: 'owner-occupier',
    optional: true,
    max: 200,
  })
  segment?: string;
  @OneOf(methods, { description: 'How it watches.', example: 'standard' })
  method!: Method;
  @AnyObject({
    description:
      '`standard`: `{ standard }`, the id, only where the touchpoint has several on the metric. `silence`: `{ longerThan }`, an ISO 8601 duration. The others: `{ slot, learn, baseline }`, all optional: `hour` or `day` (else by the volume), how long to learn (P28D), and a baseline by hand: `rate` `{ perDay, dispersion?, weekdays?, hours? }`, `ewma` and `cusum` `{ mean, standardDeviation, dispersion? }`, `p_chart` `{ share, answersPerDay, dispersion? }`.',
    example: { standard: 'handover-nps' },
    optional: true,
  })
  parameters?: Record<string, unknown>;
  @OneOf(severities, { description: 'How bad it is.', example: 'high' }) severity!: Severity;
  @Duration('How long a breach must last before the alert fires.', 'PT10M') for?: string;
  @Duration('How long the touchpoint must be well again before the alert is resolved.', 'PT30M')
  keepFiringFor?: string;
}

export class RelearnBody {
  @Timestamp({ description: 'From when on things are as usual.', example: time, optional: true }) from?: string;
  @OnBehalfOf() onBehalfOf?: string;
}

export class IntervalDto {
  @Num({ description: 'Its lower bound.', example: 12.1 }) low!: number;
  @Num({ description: 'Its upper bound.', example: 54.6 }) high!: number;
  @Num({ description: 'Its confidence.', example: 0.95 }) level!: number;
}

const interval = { description: 'The interval of the value; null without one.', nullable: true };

/** What a monitor measured. */
export class MonitorResultDto implements MonitorResult {
  @OneOf(conditions, { description: 'Whether it is a breach.', example: 'ok' }) condition!: Condition;
  @Integer({ description: 'How many answers or events.', example: 40 }) n!: number;
  @Num({ description: 'The value of the metric; null without one.', example: 35, nullable: true })
  value!: number | null;
  @Nested(() => IntervalDto, interval) interval!: IntervalDto | null;
  @Num({
    description: 'Detectors only: what was expected of the slot; null while it learns.',
    example: 4.2,
    optional: true,
    nullable: true,
  })
  expected?: number | null;
  @Timestamp({
    description: '`silence` only: the last event at the touchpoint, null when there was none yet.',
    example: time,
    optional: true,
    nullable: true,
  })
  lastEventAt?: string | null;
}

export class BaselineDto {
  @OneOf(['learning', 'ready'], { description: '`learning`: it does not judge yet.', example: 'ready' })
  state!: 'learning' | 'ready';
  @Timestamp({
    description: 'Start of the data it learned from; null when given by hand.',
    example: time,
    nullable: true,
  })
  from!: string | null;
  @Timestamp({ description: 'End of that data.', example: time, nullable: true }) to!: string | null;
  @Num({ description: 'How much slots differ beyond chance; null while it learns.', example: 0.12, nullable: true })
  dispersion!: number | null;
  @Integer({ description: 'Grows whenever it is learned anew or its limits move.', example: 3, nullable: true })
  version!: number | null;
  @OneOf(slotUnits, { description: 'The slot that is judged; null while unknown.', example: 'day', nullable: true })
  slot!: SlotUnit | null;
  @Timestamp({ description: 'The next slot to judge.', example: time, nullable: true }) nextSlot!: string | null;
}

export class DelayDaysDto {
  @Num({ description: 'Of a change to 1.5 times: 1.5 standard deviations for scores.', example: 9.1 }) '1.5'!: number;
  @Num({ description: 'Of a doubling.', example: 3.9 }) '2'!: number;
  @Num({ description: 'Of three times.', example: 1.8 }) '3'!: number;
}

export class PromiseDto {
  @Num({ description: 'Mean time between false alarms of this monitor, in days.', example: 1101.2 })
  falseAlarmEveryDays!: number;
  @Nested(() => DelayDaysDto, { description: 'Mean days until a change is found.' }) delayDays!: DelayDaysDto;
  @Text({
    description: 'The same in words.',
    example: 'About one false alarm in 3 years; a doubling is found in about 4 days.',
  })
  sentence!: string;
}

export class MonitorDto extends MonitorBody {
  @Text({ description: 'The id of the monitor.', example: 'handover-nps' }) id!: string;
  @Integer({ description: 'Grows with every change.', example: 1 }) version!: number;
  @Text({ description: 'The standard it watches; null for `silence`.', example: 'handover-nps', nullable: true })
  standard!: string | null;
  @Nested(() => MonitorResultDto, { description: 'The latest result; null before the first.', nullable: true })
  judgement!: MonitorResult | null;
  @Timestamp({ description: 'When it was evaluated last.', example: time, nullable: true }) judgedAt!: Date | null;
  @Nested(() => BaselineDto, {
    description: 'What it takes as usual; null for `standard` and `silence`.',
    nullable: true,
  })
  baseline!: BaselineDto | null;
  @Nested(() => PromiseDto, {
    description: 'How often it alarms for nothing, and how soon it finds a change; null without a baseline.',
    nullable: true,
  })
  promise!: PromiseDto | null;
  @Timestamp({ description: 'When it was changed last.', example: time }) updatedAt!: Date;
  @Text({ description: 'The client that changed it last.', example: 'acme' }) updatedBy!: string;
}

export const monitorContent = (body: MonitorBody): MonitorContent => ({
  touchpoint: body.touchpoint,
  metric: body.metric ?? null,
  segment: body.segment ?? null,
  method: body.method,
  parameters: body.parameters ?? {},
  severity: body.severity,
  for: body.for ?? null,
  keepFiringFor: body.keepFiringFor ?? null,
});

export const monitorDto = (monitor: Monitor): MonitorDto => ({
  id: monitor.id,
  version: monitor.version,
  touchpoint: monitor.touchpoint,
  ...(monitor.metric !== null && { metric: monitor.metric }),
  ...(monitor.segment !== null && { segment: monitor.segment }),
  method: monitor.method,
  parameters: { ...monitor.parameters },
  severity: monitor.severity,
  ...(monitor.for !== null && { for: monitor.for }),
  ...(monitor.keepFiringFor !== null && { keepFiringFor: monitor.keepFiringFor }),
  standard: monitor.standardId,
  judgement: monitor.judgement,
  judgedAt: monitor.judgedAt,
  baseline: baselineDto(monitor),
  promise: promiseDto(monitor),
  updatedAt: monitor.updatedAt,
  updatedBy: monitor.updatedBy,
});

const iso = (moment: number | null | undefined): string | null =>
  typeof moment === 'number' ? new Date(moment).toISOString() : null;

function baselineDto({ method, watch }: Monitor): BaselineDto | null {
  if (!isDetector(method)) return null;
  const current = watch?.course.current;
  return {
    state: current ? 'ready' : 'learning',
    from: iso(current?.learnedFrom ?? watch?.learnFrom),
    to: iso(current?.learnedTo),
    dispersion: current?.baseline.dispersion ?? null,
    version: current?.version ?? null,
    slot: watch?.unit ?? null,
    nextSlot: iso(watch?.nextSlot),
  };
}

function promiseDto({ method, watch }: Monitor): PromiseDto | null {
  const limits = watch?.course.current?.limits;
  if (!isDetector(method) || !limits) return null;
  return { ...pick(limits), sentence: promiseSentence(method, limits) };
}

const pick = ({ falseAlarmEveryDays, delayDays }: Limits) => ({ falseAlarmEveryDays, delayDays });
