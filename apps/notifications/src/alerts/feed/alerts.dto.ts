import { type Severity, severities } from '@harken/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsInt, IsOptional, IsString, Length, Max, MaxLength, Min } from 'class-validator';
import { alertTypes } from '../alert.ts';

/** `a,b` or the parameter given several times. */
const listOf = ({ value }: { value: unknown }): unknown => {
  const parts: unknown[] = Array.isArray(value) ? value : [value];
  return parts.flatMap((part) => (typeof part === 'string' ? part.split(',') : [part]));
};
const numberOf = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;

const list = { type: String, required: false } as const;

/** Which alerts: every parameter that is given must fit. */
export class AlertFilterQuery {
  @ApiPropertyOptional({
    ...list,
    description: 'Types, with commas.',
    example: 'harken.complaints.complaint-escalated',
  })
  @IsOptional()
  @Transform(listOf)
  @ArrayMaxSize(100)
  @IsIn(alertTypes, { each: true })
  types?: string[];

  @ApiPropertyOptional({ ...list, description: 'Severities, with commas.', example: 'critical,high' })
  @IsOptional()
  @Transform(listOf)
  @ArrayMaxSize(10)
  @IsIn(severities, { each: true })
  severities?: Severity[];

  @ApiPropertyOptional({ ...list, description: 'Touchpoints, with commas.', example: 'handover' })
  @IsOptional()
  @Transform(listOf)
  @ArrayMaxSize(100)
  @Length(1, 200, { each: true })
  touchpoints?: string[];

  @ApiPropertyOptional({ ...list, description: 'Teams, with commas.', example: 'after-sales' })
  @IsOptional()
  @Transform(listOf)
  @ArrayMaxSize(100)
  @Length(1, 200, { each: true })
  teams?: string[];

  @ApiPropertyOptional({
    ...list,
    description: 'Customer segments, with commas; one of them is enough.',
    example: 'owner-occupier',
  })
  @IsOptional()
  @Transform(listOf)
  @ArrayMaxSize(100)
  @Length(1, 200, { each: true })
  segments?: string[];
}

export class PullQuery extends AlertFilterQuery {
  @ApiPropertyOptional({
    description:
      'The `next` of the answer before. Without it the log is read from its oldest alert; `latest` begins at its end.',
    example: '4711-20260302',
  })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  after?: string;

  @ApiPropertyOptional({
    description: 'How many alerts at most.',
    type: 'integer',
    minimum: 1,
    maximum: 500,
    default: 50,
    example: 50,
  })
  @Transform(numberOf)
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(500)
  limit: number = 50;

  @ApiPropertyOptional({
    description: 'When there is nothing new, wait so many seconds for it.',
    type: 'integer',
    minimum: 0,
    maximum: 30,
    default: 0,
    example: 30,
  })
  @Transform(numberOf)
  @IsInt({ message: 'must be a whole number of seconds' })
  @Min(0)
  @Max(30)
  wait: number = 0;
}

export class StreamQuery extends AlertFilterQuery {
  @ApiPropertyOptional({
    description: 'Like the header Last-Event-ID, for clients that cannot set it; the header wins.',
    example: '4711-20260302',
  })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  lastEventId?: string;
}

export const alertExample = {
  id: '01926f3a-7c1e-7b54-9d0e-000000000009',
  type: 'harken.complaints.complaint-escalated',
  severity: 'high',
  at: '2026-03-02T10:15:02.000Z',
  subject: '01926f3a-7c1e-7b54-9d0e-000000000003',
  summary: 'Complaint C-2026-000042 was escalated to level 1 (breach).',
  links: { complaint: '/v1/complaints/01926f3a-7c1e-7b54-9d0e-000000000003' },
  data: { complaintId: '01926f3a-7c1e-7b54-9d0e-000000000003', level: 1, reason: 'breach', team: 'after-sales' },
};

export class AlertDto {
  @ApiProperty({
    description: 'The same wherever and however often the alert is seen.',
    format: 'uuid',
    example: alertExample.id,
  })
  id!: string;

  @ApiProperty({ description: 'The event that caused it, without its version.', example: alertExample.type })
  type!: string;

  @ApiProperty({ description: 'How serious.', enum: severities, example: 'high' })
  severity!: Severity;

  @ApiProperty({ description: 'When it happened.', format: 'date-time', example: alertExample.at })
  at!: string;

  @ApiProperty({
    description: 'What it is about: the id of a complaint, an alert or a subscription.',
    example: alertExample.subject,
  })
  subject!: string;

  @ApiProperty({ description: 'One sentence without personal data.', example: alertExample.summary })
  summary!: string;

  @ApiProperty({
    description: 'Paths of the API that lead to the rest.',
    type: 'object',
    additionalProperties: { type: 'string' },
    example: alertExample.links,
  })
  links!: Record<string, string>;

  @ApiProperty({
    description: 'Ids and facts.',
    type: 'object',
    additionalProperties: true,
    example: alertExample.data,
  })
  data!: Record<string, unknown>;
}

export class AlertPage {
  @ApiProperty({ description: 'In the order of the log.', type: [AlertDto] })
  items!: AlertDto[];

  @ApiProperty({ description: 'Where to go on; always there, because a log has no end.', example: '4711-20260302' })
  next!: string;
}
