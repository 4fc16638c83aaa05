import { methods } from '@harken/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AnswerDto, ClockDto, ComplaintFactsDto, EscalationDto, LinkDto } from './complaint.dto.ts';
import { HandlingDto } from './handling.dto.ts';

const id = '01926f3a-7c1e-7b54-9d0e-000000000003';
const at = '2026-03-02T10:15:02.000Z';
const nullableProperty = (description: string, example: string | null) =>
  ApiProperty({ description, type: 'string', nullable: true, example });
const nullableTimestamp = (description: string) =>
  ApiProperty({ description, type: 'string', format: 'date-time', nullable: true, example: at });

const changed = { type: 'object', additionalProperties: true } as const;

export class ComplaintDto extends ComplaintFactsDto {
  @ApiProperty({ description: 'Where it came from.', enum: ['feedback', 'person'], example: 'feedback' })
  origin!: string;
  @nullableProperty('The feedback it was opened from.', id)
  feedbackId!: string | null;
  @ApiProperty({
    description: "The customer's segments when it was opened.",
    type: [String],
    example: ['owner-occupier'],
  })
  segments!: string[];
  @nullableProperty("The customer's tier when it was opened.", 'gold')
  tier!: string | null;
  @nullableProperty("The customer's stage when it was opened.", 'run-in')
  stage!: string | null;
  @nullableProperty("The customer's language.", 'en')
  customerLanguage!: string | null;
  @ApiProperty({
    description: 'How the feedback was given.',
    enum: [...methods, null],
    nullable: true,
    example: 'survey',
  })
  method!: string | null;
  @nullableProperty('The campaign it belongs to.', null)
  campaign!: string | null;
  @nullableProperty('What the customer said.', 'The keys did not fit and nobody called back.')
  text!: string | null;
  @nullableProperty('The routing rule that decided; null: the fallback team, or a person.', 'handover-defects')
  rule!: string | null;
  @ApiProperty({ description: 'The version of the routing rules.', type: 'integer', nullable: true, example: 1 })
  rulesVersion!: number | null;
  @nullableProperty('The complaint it repeats.', null)
  duplicateOf!: string | null;
  @ApiProperty({ description: 'When it happened.', format: 'date-time', example: at })
  occurredAt!: Date;
  @nullableTimestamp('When the customer was told it has arrived, in this cycle.')
  acknowledgedAt!: Date | null;
  @nullableTimestamp('When the customer was first answered, in this cycle.')
  answeredAt!: Date | null;
  @nullableTimestamp('When it ended, in this cycle.')
  endedAt!: Date | null;
  @ApiProperty({ description: 'Its deadlines.', type: [ClockDto] })
  clocks!: ClockDto[];
  @ApiProperty({ description: 'What the customer was told.', type: [AnswerDto] })
  answers!: AnswerDto[];
  @ApiProperty({ description: 'What management has heard of it.', type: [EscalationDto] })
  escalations!: EscalationDto[];
  @ApiProperty({ description: 'Complaints it has to do with.', type: [LinkDto] })
  links!: LinkDto[];
  @ApiProperty({ description: 'What the customer says of its handling.', type: [HandlingDto] })
  handling!: HandlingDto[];
}

export class HistoryDto {
  @ApiProperty({ description: 'Its place in the order.', example: '17' })
  id!: string;
  @ApiProperty({ description: 'When.', format: 'date-time', example: at })
  at!: Date;
  @ApiProperty({ description: 'The key, or `system`.', example: 'acme' })
  actor!: string;
  @ApiPropertyOptional({ description: 'The person behind the key.', example: 'anna' })
  by?: string;
  @ApiProperty({ description: 'What was done.', example: 'acknowledge' })
  action!: string;
  @ApiPropertyOptional({ description: 'Why, or what was said.', example: 'Called back.' })
  reason?: string;
  @ApiPropertyOptional({ description: 'What it was before.', example: 'received' })
  from?: string;
  @ApiPropertyOptional({ description: 'What it is since.', example: 'acknowledged' })
  to?: string;
  @ApiPropertyOptional({
    description:
      'What the fields it changed were before: of the complaint, of its `clocks` by `<cycle>:<clock>`, of its `escalations` by id. Without it: the opening, or nothing changed but the version.',
    ...changed,
    example: { status: 'received', acknowledgedAt: null, clocks: { '1:acknowledge': { metAt: null } } },
  })
  before?: object;
  @ApiPropertyOptional({
    description: 'What they are since. From all of them, the first first, the state of the complaint can be rebuilt.',
    ...changed,
    example: { status: 'acknowledged', acknowledgedAt: at, clocks: { '1:acknowledge': { metAt: at } } },
  })
  after?: object;
  @ApiProperty({ description: 'The version of the complaint after it.', type: 'integer', example: 4 })
  version!: number;
}
