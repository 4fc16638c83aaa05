import { type Severity, severities } from '@harken/contracts';
import { PageQuery } from '@harken/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsObject, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { idRule } from '../map/journey.dto.ts';
import { idPattern } from '../map/journey.ts';
import { type Method, type Monitor, type MonitorContent, methods } from './monitor.ts';
import type { MonitorResult } from './monitor-result.ts';

export class MonitorPath {
  @ApiProperty({ description: 'The id of the monitor, chosen by you.', example: 'handover-nps' })
  @Matches(idPattern, idRule)
  id!: string;
}

export class MonitorsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Only those of this touchpoint.', example: 'handover' })
  @IsOptional()
  @Matches(idPattern, idRule)
  touchpoint?: string;
}

export class PutMonitorDto {
  @ApiProperty({ description: 'The touchpoint it watches, and all nested below it.', example: 'handover' })
  @Matches(idPattern, idRule)
  touchpoint!: string;

  @ApiPropertyOptional({
    description: 'The metric of the standard. `silence` counts every event, whatever its metric.',
    example: 'nps',
  })
  @IsOptional()
  @IsString()
  @MaxLength(120)
  metric?: string;

  @ApiProperty({
    description: 'How it watches; `standard` and `silence` are there.',
    enum: methods,
    example: 'standard',
  })
  @IsIn(methods)
  method!: Method;

  @ApiPropertyOptional({
    description:
      '`standard`: `{ standard }`, the id, only where the touchpoint has several on the metric. `silence`: `{ longerThan }`, an ISO 8601 duration.',
    type: 'object',
    additionalProperties: true,
    example: { standard: 'handover-nps' },
  })
  @IsOptional()
  @IsObject()
  parameters?: Record<string, unknown>;

  @ApiProperty({ description: 'How bad it is.', enum: severities, example: 'high' })
  @IsIn(severities)
  severity!: Severity;

  @ApiPropertyOptional({ description: 'How long a breach must last before the alert fires.', example: 'PT10M' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  for?: string;

  @ApiPropertyOptional({
    description: 'How long the touchpoint must be well again before the alert is resolved.',
    example: 'PT30M',
  })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  keepFiringFor?: string;
}

const exampleResult = { condition: 'ok', n: 40, value: 35, interval: { low: 12.1, high: 54.6, level: 0.95 } };

export class MonitorDto extends PutMonitorDto {
  @ApiProperty({ description: 'The id of the monitor.', example: 'handover-nps' })
  id!: string;

  @ApiProperty({ description: 'Grows with every change.', type: 'integer', example: 1 })
  version!: number;

  @ApiProperty({
    description: 'The standard it watches; null for `silence`.',
    example: 'handover-nps',
    type: 'string',
    nullable: true,
  })
  standard!: string | null;

  @ApiProperty({
    description:
      'The latest result: `condition` is `ok`, `breached` or `insufficient-data`; null before the first evaluation.',
    type: 'object',
    additionalProperties: true,
    nullable: true,
    example: exampleResult,
  })
  judgement!: MonitorResult | null;

  @ApiProperty({
    description: 'When it was evaluated last.',
    type: 'string',
    nullable: true,
    example: '2026-03-02T10:15:00.000Z',
  })
  judgedAt!: Date | null;

  @ApiProperty({ description: 'When it was changed last.', example: '2026-03-02T10:15:00.000Z' })
  updatedAt!: Date;

  @ApiProperty({ description: 'The client that changed it last.', example: 'acme' })
  updatedBy!: string;
}

export const monitorContent = (body: PutMonitorDto): MonitorContent => ({
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
