import { complaintStatuses, outcomes, severities } from '@harken/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AmountDto } from '../../compensation/compensation.dto.ts';
import { ComplaintDto } from '../../complaint/response/complaint.dto.ts';

const id = '01926f3a-7c1e-7b54-9d0e-000000000003';
const at = '2026-03-02T10:15:02.000Z';
const nullableProperty = (description: string, example: string | null) =>
  ApiProperty({ description, type: 'string', nullable: true, example });

class ComplaintCountDto {
  @ApiProperty({ description: 'All that were ever opened.', type: 'integer', example: 3 })
  total!: number;
  @ApiProperty({ description: 'Those that have not ended.', type: 'integer', example: 1 })
  open!: number;
}

export class FileCustomerDto {
  @ApiProperty({ description: 'Its id in the CRM.', example: 'crm-10042' })
  externalId!: string;
  @ApiProperty({ description: 'Its id.', example: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e' })
  id!: string;
  @ApiProperty({ description: 'Its segments as they are now.', type: [String], example: ['owner-occupier'] })
  segments!: string[];
  @nullableProperty('Its tier now.', 'gold')
  tier!: string | null;
  @nullableProperty('Its stage now.', 'run-in')
  stage!: string | null;
  @nullableProperty('Its language.', 'en')
  language!: string | null;
  @ApiProperty({ description: 'How many complaints it has made.', type: ComplaintCountDto })
  complaints!: ComplaintCountDto;
}

export class EarlierComplaintDto {
  @ApiProperty({ description: 'Its id.', example: id })
  id!: string;
  @ApiProperty({ description: 'Its number for people.', example: 'C-2025-000017' })
  number!: string;
  @ApiProperty({ description: 'Where it stands.', enum: complaintStatuses, example: 'closed' })
  status!: string;
  @ApiProperty({ description: 'How bad it is.', enum: severities, example: 'normal' })
  severity!: string;
  @ApiPropertyOptional({ description: 'What it is about.', example: 'defect' })
  category?: string;
  @ApiPropertyOptional({ description: 'Where it happened.', example: 'handover' })
  touchpoint?: string;
  @ApiPropertyOptional({ description: 'How it came in.', example: 'phone' })
  channel?: string;
  @ApiProperty({ description: 'When it was opened.', format: 'date-time', example: '2025-11-02T10:15:02.000Z' })
  openedAt!: Date;
  @ApiPropertyOptional({ description: 'When it ended.', format: 'date-time', example: '2025-11-05T10:15:02.000Z' })
  endedAt?: Date;
  @ApiPropertyOptional({ description: 'What came of it.', enum: outcomes, example: 'upheld' })
  outcome?: string;
}

export class ProposedDuplicateDto {
  @ApiProperty({ description: 'The proposal.', example: id })
  id!: string;
  @ApiProperty({ description: 'The other complaint.', example: id })
  complaintId!: string;
  @ApiProperty({ description: 'Its number for people.', example: 'C-2026-000041' })
  number!: string;
  @ApiProperty({ description: 'Where it stands.', enum: complaintStatuses, example: 'assigned' })
  status!: string;
  @ApiProperty({ description: 'How similar they are, 0 to 1.', example: 0.82 })
  score!: number;
  @ApiProperty({ description: 'When it was proposed.', format: 'date-time', example: at })
  proposedAt!: Date;
}

export class FileCompensationDto {
  @ApiProperty({ description: 'Its id.', example: id })
  id!: string;
  @ApiProperty({ description: 'What it is.', example: 'refund' })
  type!: string;
  @ApiProperty({ description: 'Where it stands.', example: 'approved' })
  status!: string;
  @ApiProperty({ description: 'What is to be done, and why.', example: 'The lock was changed at her own cost.' })
  description!: string;
  @ApiPropertyOptional({ description: 'What it is worth.', type: AmountDto })
  amount?: AmountDto;
  @ApiProperty({ description: 'Who proposed it.', example: 'anna' })
  proposedBy!: string;
  @ApiProperty({ description: 'When.', format: 'date-time', example: at })
  proposedAt!: Date;
  @ApiPropertyOptional({ description: 'Who approved it.', example: 'mara' })
  approvedBy?: string;
  @ApiPropertyOptional({ description: 'By when the customer is to have it.', format: 'date-time', example: at })
  fulfilBy?: Date;
  @ApiPropertyOptional({ description: 'When the customer got it.', format: 'date-time', example: at })
  fulfilledAt?: Date;
}

export class HandlingRatingDto {
  @ApiProperty({ description: 'When.', format: 'date-time', example: at })
  at!: Date;
  @ApiProperty({ description: 'The feedback it came with.', example: id })
  feedbackId!: string;
  @ApiPropertyOptional({ description: 'Satisfaction, 1 to 5.', type: 'integer', example: 4 })
  csat?: number;
  @ApiPropertyOptional({ description: 'Would recommend, 0 to 10.', type: 'integer', example: 8 })
  nps?: number;
  @ApiPropertyOptional({ description: 'Ease, 1 to 7.', type: 'integer', example: 6 })
  ces?: number;
}

export class ComplaintFileDto {
  @ApiProperty({ description: 'As it is read by itself.', type: ComplaintDto })
  complaint!: ComplaintDto;
  @ApiProperty({ description: 'What is known here of the customer.', type: FileCustomerDto })
  customer!: FileCustomerDto;
  @ApiProperty({
    description: 'Its complaints before this one, the newest first, 20 at most.',
    type: [EarlierComplaintDto],
  })
  earlier!: EarlierComplaintDto[];
  @ApiProperty({ description: 'Complaints it may repeat, not yet judged.', type: [ProposedDuplicateDto] })
  duplicates!: ProposedDuplicateDto[];
  @ApiProperty({ description: 'What was proposed to make it good.', type: [FileCompensationDto] })
  compensations!: FileCompensationDto[];
  @ApiProperty({ description: 'What the customer said of the handling.', type: [HandlingRatingDto] })
  ratings!: HandlingRatingDto[];
  @ApiProperty({
    description:
      'Changes, messages, answers, escalations, compensations and ratings in one order, the first first; each `kind` with fields of its own.',
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    example: [
      {
        kind: 'change',
        at,
        action: 'open',
        actor: 'acme',
        by: 'anna',
        reason: 'rule handover-defects',
        to: 'after-sales',
      },
    ],
  })
  timeline!: object[];
  @ApiProperty({ description: 'false: only the last 500 changes and the last 500 messages are in it.', example: true })
  timelineComplete!: boolean;
}
