import { type Severity, severities } from '@harken/contracts';
import { PageQuery } from '@harken/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { idRule } from '../map/journey.dto.ts';
import { idPattern } from '../map/journey.ts';
import type { MonitorResult } from '../monitors/monitor-result.ts';
import { type Alert, type AlertState, alertStates, type Evidence, resolutions } from './alert.ts';

export class AlertsQuery extends PageQuery {
  @ApiPropertyOptional({
    description: 'Only these states, separated by commas.',
    type: 'string',
    example: 'firing,acknowledged',
  })
  @Transform(({ value }) => (typeof value === 'string' ? value.split(',') : value))
  @IsOptional()
  @IsIn(alertStates, { each: true })
  state?: AlertState[];

  @ApiPropertyOptional({ description: 'Only those of this touchpoint.', example: 'handover' })
  @IsOptional()
  @Matches(idPattern, idRule)
  touchpoint?: string;

  @ApiPropertyOptional({ description: 'Only this severity.', enum: severities, example: 'high' })
  @IsOptional()
  @IsIn(severities)
  severity?: Severity;

  @ApiPropertyOptional({ description: 'Only those of this monitor.', example: 'handover-nps' })
  @IsOptional()
  @Matches(idPattern, idRule)
  monitor?: string;
}

export class AcknowledgeDto {
  @ApiPropertyOptional({ description: 'The person who has seen it; else the client.', example: 'anna' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  by?: string;

  @ApiPropertyOptional({ description: 'A note for the others.', example: 'Talking to the site manager.' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  note?: string;
}

const time = '2026-03-02T10:15:02.000Z';

export class AlertDto {
  @ApiProperty({ description: 'Its id.', example: '01926f3a-7c1e-7b54-9d0e-000000000007' })
  id!: string;

  @ApiProperty({ description: 'Where it stands.', enum: alertStates, example: 'firing' })
  state!: AlertState;

  @ApiProperty({ description: 'How bad it is.', enum: severities, example: 'high' })
  severity!: Severity;

  @ApiProperty({ description: 'The touchpoint that is watched.', example: 'handover' })
  touchpoint!: string;

  @ApiProperty({ description: 'The monitor that opened it.', example: 'handover-nps' })
  monitor!: string;

  @ApiProperty({
    description: 'The standard that is breached; null for silence.',
    type: 'string',
    nullable: true,
    example: 'handover-nps',
  })
  standard!: string | null;

  @ApiProperty({ description: 'The journey of the touchpoint.', type: 'string', nullable: true, example: 'property' })
  journey!: string | null;

  @ApiProperty({ description: 'The stage of the touchpoint.', type: 'string', nullable: true, example: 'handover' })
  stage!: string | null;

  @ApiProperty({
    description: 'The team that owns the touchpoint.',
    type: 'string',
    nullable: true,
    example: 'after-sales',
  })
  team!: string | null;

  @ApiProperty({ description: 'The metric; null for silence.', type: 'string', nullable: true, example: 'nps' })
  metric!: string | null;

  @ApiProperty({ description: 'How the monitor watches.', example: 'standard' })
  method!: string;

  @ApiProperty({ description: 'When the breach began.', example: time })
  since!: Date;

  @ApiProperty({
    description: 'When it fired; null while pending or when it never did.',
    type: 'string',
    nullable: true,
    example: time,
  })
  firedAt!: Date | null;

  @ApiProperty({ description: 'When a person had seen it.', type: 'string', nullable: true, example: null })
  acknowledgedAt!: Date | null;

  @ApiProperty({ description: 'Who had seen it.', type: 'string', nullable: true, example: null })
  acknowledgedBy!: string | null;

  @ApiProperty({ description: 'Their note.', type: 'string', nullable: true, example: null })
  note!: string | null;

  @ApiProperty({
    description: 'Since when it has recovered, while `keepFiringFor` runs.',
    type: 'string',
    nullable: true,
    example: null,
  })
  clearedAt!: Date | null;

  @ApiProperty({ description: 'When it ended.', type: 'string', nullable: true, example: null })
  resolvedAt!: Date | null;

  @ApiProperty({ description: 'Why it ended.', type: 'string', nullable: true, enum: resolutions, example: null })
  resolution!: string | null;

  @ApiProperty({
    description:
      'What justifies it: sample, value, interval, the standard, the window, its series, the last event; `recovery` once it ended.',
    type: 'object',
    additionalProperties: true,
    example: { n: 40, value: -12.5, interval: { low: -33.1, high: 9.8, level: 0.95 }, standard: { target: 20 } },
  })
  evidence!: Evidence;

  @ApiProperty({
    description: 'The latest result of its monitor; null once the alert is resolved.',
    type: 'object',
    additionalProperties: true,
    nullable: true,
    example: { condition: 'breached', n: 43, value: -11.6, interval: { low: -31.2, high: 9.4, level: 0.95 } },
  })
  latest!: MonitorResult | null;
}

export const alertDto = (alert: Alert, results: ReadonlyMap<string, MonitorResult>): AlertDto => ({
  id: alert.id,
  state: alert.state,
  severity: alert.severity,
  touchpoint: alert.touchpoint,
  monitor: alert.monitorId,
  standard: alert.standardId,
  journey: alert.journeyId,
  stage: alert.stage,
  team: alert.team,
  metric: alert.metric,
  method: alert.method,
  since: alert.since,
  firedAt: alert.firedAt,
  acknowledgedAt: alert.acknowledgedAt,
  acknowledgedBy: alert.acknowledgedBy,
  note: alert.note,
  clearedAt: alert.clearedAt,
  resolvedAt: alert.resolvedAt,
  resolution: alert.resolution,
  evidence: alert.evidence,
  latest: alert.state === 'resolved' ? null : (results.get(alert.monitorId) ?? null),
});
