import { clockNames, complaintStatuses, outcomes, severities } from '@harken/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { escalationKinds, managementActions } from '../escalation.ts';

const id = '01926f3a-7c1e-7b54-9d0e-000000000003';
const at = '2026-03-02T10:15:02.000Z';
const nullableProperty = (description: string, example: string | null) =>
  ApiProperty({ description, type: 'string', nullable: true, example });

export class ClockDto {
  @ApiProperty({ description: 'What is waited for.', enum: clockNames, example: 'first_response' })
  clock!: string;
  @ApiProperty({ description: 'The cycle it was started in.', type: 'integer', example: 1 })
  cycle!: number;
  @ApiProperty({ description: 'Since when it runs.', format: 'date-time', example: at })
  startedAt!: Date;
  @ApiProperty({
    description: 'Its deadline. While it stands still: the latest it can be, if the customer stays silent.',
    format: 'date-time',
    example: '2026-03-02T14:15:02.000Z',
  })
  dueAt!: Date;
  @ApiProperty({
    description: 'The time it was given, ISO 8601. In a business calendar a day is a working day.',
    example: 'PT4H',
  })
  target!: string;
  @ApiProperty({ description: 'The same in seconds of open time.', example: 14400 })
  targetSeconds!: number;
  @ApiProperty({ description: 'In whose time it counts: `24x7`, or a business calendar.', example: 'office-hours' })
  calendar!: string;
  @ApiProperty({ description: 'How long it has stood still for the customer.', example: 0 })
  pausedSeconds!: number;
  @ApiPropertyOptional({
    description: 'Time of its calendar until the deadline, negative behind it. Only while it runs or stands still.',
    example: 12600,
  })
  remainingSeconds?: number;
  @ApiProperty({
    description: 'Broken promises stay broken: a breached clock that was met late says `breached` and has `metAt`.',
    enum: ['running', 'paused', 'met', 'breached'],
    example: 'running',
  })
  state!: string;
  @ApiPropertyOptional({ description: 'When it was met, or cancelled.', format: 'date-time', example: at })
  metAt?: Date;
  @ApiPropertyOptional({ description: 'Nothing was done, and nothing is waited for any more.', example: true })
  cancelled?: boolean;
  @ApiPropertyOptional({ description: 'When it ran out.', format: 'date-time', example: at })
  breachedAt?: Date;
  @ApiProperty({ description: 'The response policy it runs under.', type: 'integer', example: 1 })
  policyVersion!: number;
}

export class AnswerDto {
  @ApiProperty({ description: 'Its id.', example: id })
  id!: string;
  @ApiProperty({ description: 'The cycle it belongs to.', type: 'integer', example: 1 })
  cycle!: number;
  @ApiProperty({
    description: 'What it is.',
    enum: ['answer', 'rejection', 'withdrawal', 'duplicate'],
    example: 'answer',
  })
  kind!: string;
  @ApiProperty({ description: 'What came of it.', enum: [...outcomes, null], nullable: true, example: 'upheld' })
  outcome!: string | null;
  @ApiProperty({ description: 'The reasons.', type: [String], example: ['lock-defect'] })
  reasons!: string[];
  @ApiProperty({ description: 'How the customer was told.', example: 'email' })
  channel!: string;
  @ApiProperty({ description: 'What the customer was told.', example: 'The lock is replaced tomorrow.' })
  text!: string;
  @nullableProperty('Where the customer may turn.', null)
  recourse!: string | null;
  @ApiProperty({ description: 'Who answered.', example: 'anna' })
  by!: string;
  @ApiProperty({ description: 'When.', format: 'date-time', example: at })
  sentAt!: Date;
}

export class PersonDto {
  @ApiProperty({ description: 'Who it is, everywhere.', example: 'noah' })
  id!: string;
  @ApiProperty({ description: 'For people.', example: 'Noah Berg' })
  name!: string;
  @nullableProperty('What the person is.', 'supervisor')
  role!: string | null;
  @nullableProperty('The one who was away.', 'mara')
  deputyFor!: string | null;
}

export class EscalationDto {
  @ApiProperty({ description: 'Its id.', example: id })
  id!: string;
  @ApiProperty({ description: 'To a level, or to another team.', enum: escalationKinds, example: 'hierarchical' })
  kind!: string;
  @ApiPropertyOptional({ description: 'The level of management.', type: 'integer', example: 1 })
  level?: number;
  @ApiPropertyOptional({ description: 'The other team.', example: 'engineering' })
  team?: string;
  @ApiProperty({
    description:
      'breach, what brought it straight to management, by_hand, management_overdue (the level below had its time), or de_escalated.',
    example: 'breach',
  })
  reason!: string;
  @ApiPropertyOptional({ description: 'What a person said, or which levels are empty.', example: 'level 1 is empty' })
  note?: string;
  @ApiProperty({ description: 'Who stood there at that moment.', type: [PersonDto] })
  people!: PersonDto[];
  @ApiPropertyOptional({ description: 'Until when the level has to act.', format: 'date-time', example: at })
  dueAt?: Date;
  @ApiPropertyOptional({ description: 'When it should have acted and had not.', format: 'date-time', example: at })
  overdueAt?: Date;
  @ApiPropertyOptional({ description: 'The clock that ran out.', enum: clockNames, example: 'first_response' })
  clock?: string;
  @ApiProperty({ description: 'The cycle of the clock.', type: 'integer', example: 1 })
  cycle!: number;
  @ApiProperty({ description: 'When.', format: 'date-time', example: at })
  at!: Date;
  @ApiPropertyOptional({ description: 'When management first acted.', format: 'date-time', example: at })
  acknowledgedAt?: Date;
  @ApiPropertyOptional({
    description: 'What it did last.',
    enum: managementActions,
    example: 'instruct',
  })
  action?: string;
  @ApiPropertyOptional({ description: 'Who did.', example: 'mara' })
  handledBy?: string;
  @ApiPropertyOptional({ description: 'When it was over.', format: 'date-time', example: at })
  closedAt?: Date;
}

export class LinkDto {
  @ApiProperty({ description: 'The other complaint.', example: id })
  to!: string;
  @ApiProperty({ description: 'What they have to do with each other.', example: 'related' })
  kind!: string;
  @ApiProperty({ description: 'Who linked them.', example: 'anna' })
  by!: string;
  @ApiProperty({ description: 'When.', format: 'date-time', example: at })
  at!: Date;
}

/** The fields that lists and a single complaint share. */
export class ComplaintFactsDto {
  @ApiProperty({ description: 'Its id.', example: id })
  id!: string;
  @ApiProperty({ description: 'Its number for people.', example: 'C-2026-000042' })
  number!: string;
  @ApiProperty({ description: 'Grows with each change; the ETag.', type: 'integer', example: 3 })
  version!: number;
  @ApiProperty({ description: 'How often it was opened.', type: 'integer', example: 1 })
  cycle!: number;
  @ApiProperty({ description: 'Where it stands.', enum: complaintStatuses, example: 'assigned' })
  status!: string;
  @ApiProperty({ description: 'How bad it is.', enum: severities, example: 'high' })
  severity!: string;
  @ApiProperty({ description: "The customer's external id.", example: 'crm-10042' })
  customer!: string;
  @ApiProperty({ description: "The customer's id.", example: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e' })
  customerId!: string;
  @nullableProperty('Where it happened.', 'handover')
  touchpoint!: string | null;
  @nullableProperty('How it came in.', 'phone')
  channel!: string | null;
  @nullableProperty('What it is about.', 'defect')
  category!: string | null;
  @nullableProperty('The language of the text.', 'en')
  language!: string | null;
  @ApiProperty({ description: 'The team that has it.', example: 'after-sales' })
  team!: string;
  @nullableProperty('The person who has it.', 'anna')
  assignee!: string | null;
  @ApiProperty({
    description:
      "Why it is management's business; and `customer_wrote_after_end`, where the customer wrote after the end.",
    type: [String],
    example: ['safety'],
  })
  flags!: string[];
  @ApiProperty({ description: 'When it was opened.', format: 'date-time', example: at })
  openedAt!: Date;
}

export class ComplaintListItemDto extends ComplaintFactsDto {
  @ApiProperty({ description: 'Whether a clock has run out that still runs.', example: false })
  overdue!: boolean;
  @ApiProperty({ description: 'The next deadline.', type: 'string', format: 'date-time', nullable: true, example: at })
  dueAt!: Date | null;
  @ApiProperty({ description: 'The highest level it stands before.', type: 'integer', nullable: true, example: null })
  escalationLevel!: number | null;
}
