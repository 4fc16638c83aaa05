import { clockNames } from '@harken/contracts';
import {
  BodyExample,
  Filter,
  Flag,
  Id,
  Integer,
  integer,
  ListOf,
  Num,
  OnBehalfOf,
  OneOf,
  PageQuery,
  Text,
  Timestamp,
  text,
} from '@harken/service';
import { PickType } from '@nestjs/swagger';
import { type EscalationKind, escalationKinds } from '../../complaint/escalation.ts';
import { ComplaintDto, ReachedPersonDto } from '../../complaint/response/complaint.dto.ts';

const id = '01926f3a-7c1e-7b54-9d0e-000000000003';
const at = '2026-03-02T10:15:02.000Z';

export class WorklistQuery extends PageQuery {
  @Filter(integer({ min: 1, max: 9 }), { description: 'Only this level.', example: 3, max: 9 }) level?: number[];

  @Flag({
    description: 'Also what management has acted on and that is not over.',
    example: false,
    query: true,
    optional: true,
  })
  acknowledged?: boolean;
  @Filter(text({ max: 200, chosenId: true }), { description: 'Only what stands before this person.', example: 'mara' })
  person?: string[];
}

@BodyExample({ kind: 'hierarchical', level: 2, reason: 'Only the manufacturer can open the lock.' })
export class EscalateBody {
  @OneOf(escalationKinds, {
    description: 'functional: to a team that can do what this one cannot; hierarchical: before a level of management.',
    example: 'hierarchical',
  })
  kind!: EscalationKind;
  @Text({ description: 'functional: the team.', example: 'engineering', optional: true, max: 100 }) team?: string;
  @Integer({
    description: 'hierarchical: the level.',
    example: 2,
    optional: true,
    min: 1,
    max: 9,
    openApi: { minimum: 1, maximum: 9 },
  })
  level?: number;
  @Text({ description: 'Why.', example: 'Only the manufacturer can open the lock.', max: 2000 }) reason!: string;
  @OnBehalfOf() onBehalfOf?: string;
}

class EscalationActionBody {
  @OnBehalfOf() onBehalfOf?: string;
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

const aboutComplaint = [
  ...(['number', 'status', 'severity', 'team', 'assignee', 'customer', 'tier'] as const),
  ...(['touchpoint', 'channel', 'category', 'flags', 'openedAt'] as const),
] as const;

export class WorklistItemDto extends PickType(ComplaintDto, aboutComplaint) {
  @Id({ description: 'The escalation.', example: id }) escalationId!: string;
  @Integer({ description: 'The level it stands before.', example: 2 }) level!: number;
  @Text({ description: 'breach, or what brought it here.', example: 'breach' }) reason!: string;
  @Text({ description: 'What a person said, or which levels are empty.', example: null, ...nullable })
  note!: string | null;
  @ListOf(() => ReachedPersonDto, { description: 'Who stood there at that moment.' }) people!: ReachedPersonDto[];
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
  @Timestamp({ description: 'The next deadline.', example: at, ...nullable }) dueAt!: Date | null;
}
