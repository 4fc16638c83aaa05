import { type Method, methods, type Pattern, patterns, type Verdict, verdicts } from '@harken/contracts';
import { PageQuery } from '@harken/service';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsRFC3339, IsString, Length } from 'class-validator';
import { FeedbackBody } from './feedback-body.ts';

export class FeedbackQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'External id of the customer.', type: 'string', example: 'crm-10042' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  customer?: string;

  @ApiPropertyOptional({ description: 'Touchpoint.', type: 'string', example: 'handover' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  touchpoint?: string;

  @ApiPropertyOptional({ description: 'How it was collected.', enum: methods, example: 'survey' })
  @IsOptional()
  @IsIn(methods)
  method?: Method;

  @ApiPropertyOptional({ description: 'Kind of monitoring.', enum: patterns, example: 'past' })
  @IsOptional()
  @IsIn(patterns)
  pattern?: Pattern;

  @ApiPropertyOptional({ description: 'Whether it is a complaint.', enum: verdicts, example: 'certain' })
  @IsOptional()
  @IsIn(verdicts)
  verdict?: Verdict;

  @ApiPropertyOptional({
    description: 'What occurred at this time or later.',
    type: 'string',
    format: 'date-time',
    example: '2026-03-01T00:00:00Z',
  })
  @IsOptional()
  @IsRFC3339()
  from?: string;

  @ApiPropertyOptional({
    description: 'What occurred before this time.',
    type: 'string',
    format: 'date-time',
    example: '2026-04-01T00:00:00Z',
  })
  @IsOptional()
  @IsRFC3339()
  to?: string;
}

const moment = { type: 'string', format: 'date-time' };
const text = { type: ['string', 'null'] };
const described = {
  id: { type: 'string', format: 'uuid' },
  source: { type: 'string' },
  sourceId: { type: 'string', description: 'The `id` it was sent with.' },
  customer: { type: 'string', description: 'External id.' },
  customerId: { type: 'string', format: 'uuid' },
  method: { enum: methods },
  pattern: { enum: patterns },
  language: { ...text, description: 'As declared, or by the script and the words of the text.' },
  answers: { type: 'object', description: 'Absent answers are null, never 0.' },
  attachments: { type: 'array', items: { type: 'object' } },
  about: {
    type: ['object', 'null'],
    description: 'The complaint whose handling it is about.',
    properties: { complaint: { type: 'string', format: 'uuid' } },
  },
  complaint: {
    type: 'object',
    required: ['verdict', 'reasons'],
    properties: {
      verdict: { enum: verdicts },
      reasons: { type: 'array', items: { type: 'string' }, description: 'Like `score:nps<=2`, `words:en:refund`.' },
    },
  },
  occurredAt: moment,
  receivedAt: moment,
};
/** The other fields of the body are returned as they were sent, or null. */
const asSent = Object.keys(FeedbackBody.properties).filter((name) => !(name in described));
const example = {
  ...Object.fromEntries(asSent.map((name) => [name, null])),
  id: '01926f3a-7c1e-7b54-9d0e-000000000002',
  source: 'crm',
  sourceId: 'survey-991',
  customer: 'crm-10042',
  customerId: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e',
  method: 'survey',
  pattern: 'past',
  touchpoint: 'handover',
  channel: 'web',
  phase: 'during',
  category: 'defect',
  text: 'The keys did not fit and nobody called back.',
  language: 'en',
  answers: { nps: 1, csat: null, ces: null, ratings: [], factors: [] },
  attachments: [],
  about: null,
  complaint: { verdict: 'certain', reasons: ['score:nps<=2', 'words:en:nobody called back'] },
  occurredAt: '2026-03-02T09:15:00.000Z',
  receivedAt: '2026-03-02T09:15:01.250Z',
};

/** A feedback record in a response. A field that the source left out is null. */
export const FeedbackView = {
  type: 'object',
  required: ['id', 'source', 'sourceId', 'customer', 'customerId', 'method', 'pattern', 'complaint', 'answers'],
  properties: { ...described, ...Object.fromEntries(asSent.map((name) => [name, text])) },
  example,
};

export const FeedbackPage = {
  type: 'object',
  required: ['items', 'next'],
  properties: { items: { type: 'array', items: FeedbackView }, next: text },
  example: { items: [example], next: null },
};
