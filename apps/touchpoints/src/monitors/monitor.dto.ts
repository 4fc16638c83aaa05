import { type Severity, severities } from '@harken/contracts';
import { AnyObject, Integer, Nested, Num, OneOf, PageQuery, Text, Timestamp } from '@harken/service';
import { MapId, MapIdFilter } from '../map/journey.dto.ts';
import { type Method, type Monitor, type MonitorContent, methods } from './monitor.ts';
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

export class MonitorBody {
  @MapId('The touchpoint it watches, and all nested below it.', 'handover') touchpoint!: string;
  @Text({
    description: 'The metric of the standard. `silence` counts every event, whatever its metric.',
    example: 'nps',
    optional: true,
    min: 0,
    max: 120,
  })
  metric?: string;
  @OneOf(methods, { description: 'How it watches; `standard` and `silence` are there.', example: 'standard' })
  method!: Method;
  @AnyObject({
    description:
      '`standard`: `{ standard }`, the id, only where the touchpoint has several on the metric. `silence`: `{ longerThan }`, an ISO 8601 duration.',
    example: { standard: 'handover-nps' },
    optional: true,
  })
  parameters?: Record<string, unknown>;
  @OneOf(severities, { description: 'How bad it is.', example: 'high' }) severity!: Severity;
  @Duration('How long a breach must last before the alert fires.', 'PT10M') for?: string;
  @Duration('How long the touchpoint must be well again before the alert is resolved.', 'PT30M')
  keepFiringFor?: string;
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
  @Timestamp({
    description: '`silence` only: the last event at the touchpoint, null when there was none yet.',
    example: time,
    optional: true,
    nullable: true,
  })
  lastEventAt?: string | null;
}

export class MonitorDto extends MonitorBody {
  @Text({ description: 'The id of the monitor.', example: 'handover-nps' }) id!: string;
  @Integer({ description: 'Grows with every change.', example: 1 }) version!: number;
  @Text({ description: 'The standard it watches; null for `silence`.', example: 'handover-nps', nullable: true })
  standard!: string | null;
  @Nested(() => MonitorResultDto, { description: 'The latest result; null before the first.', nullable: true })
  judgement!: MonitorResult | null;
  @Timestamp({ description: 'When it was evaluated last.', example: time, nullable: true }) judgedAt!: Date | null;
  @Timestamp({ description: 'When it was changed last.', example: time }) updatedAt!: Date;
  @Text({ description: 'The client that changed it last.', example: 'acme' }) updatedBy!: string;
}

export const monitorContent = (body: MonitorBody): MonitorContent => ({
  touchpoint: body.touchpoint,
  metric: body.metric ?? null,
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
  method: monitor.method,
  parameters: { ...monitor.parameters },
  severity: monitor.severity,
  ...(monitor.for !== null && { for: monitor.for }),
  ...(monitor.keepFiringFor !== null && { keepFiringFor: monitor.keepFiringFor }),
  standard: monitor.standardId,
  judgement: monitor.judgement,
  judgedAt: monitor.judgedAt,
  updatedAt: monitor.updatedAt,
  updatedBy: monitor.updatedBy,
});
