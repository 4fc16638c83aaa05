import { type Severity, severities } from '@harken/contracts';
import { Id, ListOf, OneOf, Text, Timestamp, text } from '@harken/service';
import { PickType } from '@nestjs/swagger';
import { ComplaintDto } from '../complaint/response/complaint.dto.ts';

const by = { description: 'The person who says so.', example: 'anna', optional: true, max: 200 };

export class DismissBody {
  @Text({ description: 'Why it is no complaint.', example: 'A question, answered on the phone.', max: 2000 })
  reason!: string;
  @Text(by) by?: string;
}

export class OpenFromTriageBody {
  @OneOf(severities, {
    description: 'How bad it is; a routing rule may know better.',
    example: 'high',
    optional: true,
  })
  severity?: Severity;
  @Text({ description: 'Why it is one.', example: 'The customer expects an answer.', optional: true, max: 2000 })
  reason?: string;
  @Text(by) by?: string;
}

const facts = ['customer', 'touchpoint', 'channel', 'category', 'language', 'text'] as const;

export class TriageItemDto extends PickType(ComplaintDto, facts) {
  @Id({ description: 'The feedback.', example: '01926f3a-7c1e-7b54-9d0e-000000000002' }) feedbackId!: string;
  @Timestamp({ description: 'When it came in.', example: '2026-03-02T09:15:01.250Z' }) receivedAt!: Date;
  @ListOf(text(), { description: 'Why it may be one.', example: ['word:en:broken'] }) reasons!: string[];
}
