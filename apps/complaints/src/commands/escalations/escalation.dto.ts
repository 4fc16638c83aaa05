import { clockNames, complaintStatuses, severities } from '@harken/contracts';
import { Flag, Id, Integer, ListOf, Num, OneOf, PageQuery, Text, Timestamp, text } from '@harken/service';
import { PersonDto } from '../../complaint/response/complaint.dto.ts';

const id = '01926f3a-7c1e-7b54-9d0e-000000000003';
const at = '2026-03-02T10:15:02.000Z';

export class WorklistQuery extends PageQuery {
  @Integer({
    description: 'Only this level.',
    example: 3,
    query: true,
    optional: true,
    min: 1,
    max: 9,
    openApi: { minimum: 1, maximum: 9 },
  })
  level?: number;

  @Flag({
    description: 'Also what management has acted on and that is not over.',
    example: false,
    query: true,
    optional: true,
  })
  acknowledged?: boolean;
  @Text({ description: 'Only what stands before this person.', example: 'mara', optional: true, max: 200 })
  person?: string;
}

class EscalationActionBody {
  @Text({ description: 'Who acts.', example: 'mara', max: 200 }) by!: string;
}

export class TakeOverBody extends EscalationActionBody {
  @Text({ description: 'Why.', example: 'I know the customer.', optional: true, max: 2000 }) reason?: string;
}

export class InstructBody extends EscalationActionBody {
  @Text({ description: 'What is to be done.', example: 'Offer a replacement today.', max: 10_000 }) text!: string;
}

export class ApproveEscalationBody extends EscalationActionBody {
  @Text({ description: 'What is approved.', example: 'A replacement, as Anna proposes.', optional: true, max: 2000 })
  reason?: string;
}

export class DeEscalateBody extends EscalationActionBody {
  @Text({ description: 'Why it need not climb further.', example: 'The customer has been called.', max: 2000 })
  reason!: string;
  @Integer({
    description: 'The lower level that goes on with it; without it, nobody of management does.',
    example: 1,
    optional: true,
    min: 1,
    max: 8,
    openApi: { minimum: 1, maximum: 8 },
  })
  toLevel?: number;
}

const nullable = { nullable: true };

export class WorklistItemDto {
  @Id({ description: 'The escalation.', example: id }) escalationId!: string;
  @Integer({ description: 'The level it stands before.', example: 2 }) level!: number;
  @Text({ description: 'breach, or what brought it here.', example: 'breach' }) reason!: string;
  @Text({ description: 'What a person said, or which levels are empty.', example: null, ...nullable })
  note!: string | null;
  @ListOf(() => PersonDto, { description: 'Who stood there at that moment.' }) people!: PersonDto[];
  @Timestamp({ description: 'Until when the level has to act.', example: at, ...nullable }) actBy!: Date | null;
  @Timestamp({ description: 'When it should have acted and had not.', example: null, ...nullable })
  overdueAt!: Date | null;
  @OneOf(clockNames, { description: 'The clock that ran out.', example: 'acknowledge', ...nullable })
  clock!: string | null;
  @Timestamp({ description: 'Since when it waits.', example: at }) at!: Date;
  @Num({ description: 'For how long it waits.', example: 5400.2 }) ageSeconds!: number;
  @Timestamp({ description: 'When management acted.', example: null, ...nullable }) acknowledgedAt!: Date | null;
  @Text({ description: 'What it did last.', example: null, ...nullable }) action!: string | null;
  @Text({ description: 'Who did.', example: null, ...nullable }) handledBy!: string | null;
  @Id({ description: 'The complaint.', example: id }) complaintId!: string;
  @Text({ description: 'Its number.', example: 'C-2026-000042' }) number!: string;
  @OneOf(complaintStatuses, { description: 'Where it stands.', example: 'assigned' }) status!: string;
  @OneOf(severities, { description: 'How bad it is.', example: 'high' }) severity!: string;
  @Text({ description: 'The team that has it.', example: 'after-sales' }) team!: string;
  @Text({ description: 'The person who has it.', example: 'anna', ...nullable }) assignee!: string | null;
  @Text({ description: "The customer's external id.", example: 'crm-10042' }) customer!: string;
  @Text({ description: "The customer's tier.", example: 'gold', ...nullable }) tier!: string | null;
  @Text({ description: 'Where it happened.', example: 'handover', ...nullable }) touchpoint!: string | null;
  @Text({ description: 'How it came in.', example: 'phone', ...nullable }) channel!: string | null;
  @Text({ description: 'What it is about.', example: 'defect', ...nullable }) category!: string | null;
  @ListOf(text(), { description: "Why it is management's business.", example: ['safety'] }) flags!: string[];
  @Timestamp({ description: 'When it was opened.', example: at }) openedAt!: Date;
  @Timestamp({ description: 'The next deadline.', example: at, ...nullable }) dueAt!: Date | null;
}
