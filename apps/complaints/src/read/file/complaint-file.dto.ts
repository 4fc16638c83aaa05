import { outcomes } from '@harken/contracts';
import { Flag, Id, Integer, ListOf, ListOfKinds, Nested, Num, OneOf, Text, Timestamp, text } from '@harken/service';
import { PickType } from '@nestjs/swagger';
import { ComplaintDto } from '../../complaint/response/complaint.dto.ts';
import { FileCompensationDto, HandlingRatingDto } from './file-parts.dto.ts';
import { fileEntries } from './file-timeline.dto.ts';

const id = '01926f3a-7c1e-7b54-9d0e-000000000003';
const at = '2026-03-02T10:15:02.000Z';
const nullable = { nullable: true };
const optional = { optional: true };

class ComplaintCountDto {
  @Integer({ description: 'All that were ever opened.', example: 3 }) total!: number;
  @Integer({ description: 'Those that have not ended.', example: 1 }) open!: number;
}

export class FileCustomerDto {
  @Text({ description: 'Its id in the CRM.', example: 'crm-10042' }) externalId!: string;
  @Id({ description: 'Its id.', example: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e' }) id!: string;
  @ListOf(text(), { description: 'Its segments as they are now.', example: ['owner-occupier'] }) segments!: string[];
  @Text({ description: 'Its tier now.', example: 'gold', ...nullable }) tier!: string | null;
  @Text({ description: 'Its stage now.', example: 'run-in', ...nullable }) stage!: string | null;
  @Text({ description: 'Its language.', example: 'en', ...nullable }) language!: string | null;
  @Nested(() => ComplaintCountDto, { description: 'How many complaints it has made.' }) complaints!: ComplaintCountDto;
}

export class EarlierComplaintDto extends PickType(ComplaintDto, ['id', 'number', 'status', 'severity', 'openedAt']) {
  @Text({ description: 'What it is about.', example: 'defect', ...optional }) category?: string;
  @Text({ description: 'Where it happened.', example: 'handover', ...optional }) touchpoint?: string;
  @Text({ description: 'How it came in.', example: 'phone', ...optional }) channel?: string;
  @Timestamp({ description: 'When it ended.', example: at, ...optional }) endedAt?: Date;
  @OneOf(outcomes, { description: 'What came of it.', example: 'upheld', ...optional }) outcome?: string;
}

export class ProposedDuplicateDto extends PickType(ComplaintDto, ['number', 'status', 'customer']) {
  @Id({ description: 'The proposal.', example: id }) id!: string;
  @Id({ description: 'The other complaint.', example: id }) complaintId!: string;
  @Num({ description: 'How similar they are, 0 to 1.', example: 0.82, ...optional }) score?: number;
  @Flag({ description: 'Whether one was marked as duplicate of the other.', example: false }) marked!: boolean;
  @Timestamp({ description: 'When it was proposed.', example: at }) proposedAt!: Date;
}

export class ComplaintFileDto {
  @Nested(() => ComplaintDto, { description: 'As it is read by itself.' }) complaint!: ComplaintDto;
  @Nested(() => FileCustomerDto, {
    description: 'What is known here of the customer; null: nobody knows who it is.',
    ...nullable,
  })
  customer!: FileCustomerDto | null;
  @ListOf(() => EarlierComplaintDto, { description: 'Its complaints before this one, the newest first, 20 at most.' })
  earlier!: EarlierComplaintDto[];
  @ListOf(() => ProposedDuplicateDto, {
    description: 'Its duplicates, its original, and complaints it may repeat, not yet judged.',
  })
  duplicates!: ProposedDuplicateDto[];
  @ListOf(() => FileCompensationDto, { description: 'What was proposed to make it good.' })
  compensations!: FileCompensationDto[];
  @ListOf(() => HandlingRatingDto, { description: 'What the customer said of the handling.' })
  ratings!: HandlingRatingDto[];
  @ListOfKinds('kind', fileEntries, {
    description:
      'Changes, messages, answers, escalations, compensations and ratings in one order, the first first; each `kind` with fields of its own.',
    example: [
      {
        kind: 'change',
        at,
        action: 'open',
        actor: 'acme',
        person: 'anna',
        reason: 'rule handover-defects',
        to: 'after-sales',
      },
    ],
  })
  timeline!: object[];
  @Flag({ description: 'false: only the last 500 changes and the last 500 messages are in it.', example: true })
  timelineComplete!: boolean;
}
