import { type Severity, severities } from '@harken/contracts';
import { Id, ListOf, OnBehalfOf, OneOf, Text, Timestamp, text } from '@harken/service';
import { PickType } from '@nestjs/swagger';
import { ComplaintDto } from '../complaint/response/complaint.dto.ts';

export class OpenComplaintBody {
  @Text({
    description: "The customer's external id, or our id as `id:<uuid>`.",
    example: 'crm-10042',
    max: 200,
    chosenId: true,
  })
  customer!: string;
  @Text({
    description: 'What the customer said.',
    example: 'The keys did not fit and nobody called back.',
    max: 20_000,
  })
  text!: string;
  @Text({ description: 'Where it happened.', example: 'handover', optional: true, max: 200, chosenId: true })
  touchpoint?: string;
  @Text({ description: 'How it came in.', example: 'phone', max: 200 }) channel!: string;
  @Text({ description: 'What it is about.', example: 'defect', optional: true, max: 200, chosenId: true })
  category?: string;
  @Text({
    description: 'The product it is about, by its id.',
    example: 'kitchen',
    optional: true,
    max: 100,
    chosenId: true,
  })
  product?: string;
  @Text({
    description: 'The location it is about, by its id.',
    example: 'tower-2',
    optional: true,
    max: 100,
    chosenId: true,
  })
  location?: string;
  @OneOf(severities, {
    description: 'How bad it is; a routing rule may know better.',
    example: 'high',
    optional: true,
  })
  severity?: Severity;
  @Text({ description: 'The language of the text, BCP 47.', example: 'en', optional: true, min: 2, max: 35 })
  language?: string;
  @Timestamp({
    description:
      'When it reached the company, e.g. the day of a letter; its clocks run since then. Now unless given, at most 5 minutes ahead.',
    example: '2026-03-02T09:15:00.000Z',
    optional: true,
  })
  occurredAt?: string;
  @OnBehalfOf() onBehalfOf?: string;
}

export class DismissBody {
  @Text({ description: 'Why it is no complaint.', example: 'A question, answered on the phone.', max: 2000 })
  reason!: string;
  @OnBehalfOf() onBehalfOf?: string;
}

export class OpenFromTriageBody extends PickType(OpenComplaintBody, ['severity']) {
  @Text({ description: 'Why it is one.', example: 'The customer expects an answer.', optional: true, max: 2000 })
  reason?: string;
  @OnBehalfOf() onBehalfOf?: string;
}

const facts = ['customer', 'touchpoint', 'channel', 'category', 'language', 'text'] as const;

export class TriageItemDto extends PickType(ComplaintDto, facts) {
  @Id({ description: 'The feedback.', example: '01926f3a-7c1e-7b54-9d0e-000000000002' }) feedbackId!: string;
  @Timestamp({ description: 'When it came in.', example: '2026-03-02T09:15:01.250Z' }) receivedAt!: Date;
  @ListOf(text(), { description: 'Why it may be one.', example: ['word:en:broken'] }) reasons!: string[];
}
