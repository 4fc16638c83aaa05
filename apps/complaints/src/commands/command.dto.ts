import { type Outcome, outcomes, type Severity, severities } from '@harken/contracts';
import { Id, ListOf, OnBehalfOf, OneOf, Text, Timestamp, text } from '@harken/service';
import { PickType } from '@nestjs/swagger';

const id = '01926f3a-7c1e-7b54-9d0e-000000000005';
const at = '2026-03-02T10:15:02.000Z';

/** Every command may say for whom the client acts, and why. */
export class CommandBody {
  @OnBehalfOf() onBehalfOf?: string;
  @Text({
    description: 'Why; goes into the history.',
    example: 'The customer called again.',
    optional: true,
    max: 2000,
  })
  reason?: string;
}

export class ResolveBody extends CommandBody {
  @Text({
    description: 'Why it went wrong: an active cause of `/v1/causes`. Needed as soon as that list has one.',
    example: 'supplier-part',
    optional: true,
    max: 100,
    chosenId: true,
  })
  cause?: string;
}

class ReplyBody extends CommandBody {
  @Text({
    description: 'How the customer is told. `none_reachable`, with a reason, where nobody knows who it was.',
    example: 'email',
    max: 200,
  })
  channel!: string;
  @Text({
    description: 'What the customer is told.',
    example: 'We are sorry. The lock is replaced tomorrow.',
    max: 20_000,
  })
  text!: string;
}

export class WithdrawBody extends CommandBody {
  @Text({
    description: 'How the customer is told; by default as the complaint came.',
    example: 'email',
    optional: true,
    max: 200,
  })
  channel?: string;
  @Text({
    description:
      'What the customer was told. Without it a standard text in the language of the complaint is recorded that is to be sent.',
    example: 'We have closed your complaint, as you asked.',
    optional: true,
    max: 20_000,
  })
  text?: string;
}

export class SentBody extends PickType(CommandBody, ['onBehalfOf']) {
  @Text({ description: 'How the customer was told.', example: 'phone', max: 200 }) channel!: string;
  @Timestamp({ description: 'When; by default now, and not in the future.', example: at, optional: true }) at?: string;
}

export class AcknowledgeBody extends CommandBody {
  @Text({
    description: 'How the customer was told; without it the message policy says whether a message goes out.',
    example: 'phone',
    optional: true,
    max: 200,
  })
  channel?: string;
}

export class AssignBody extends CommandBody {
  @Text({
    description: 'A member of the team; null puts it back into the queue; without it, whose turn it is.',
    example: 'anna',
    optional: true,
    nullable: true,
    max: 200,
    chosenId: true,
  })
  assignee?: string | null;
}

export class AnswerBody extends ReplyBody {
  @OneOf(outcomes, { description: 'What came of it.', example: 'upheld_with_redress' }) outcome!: Outcome;
  @ListOf(text({ max: 500 }), { description: 'The reasons for the outcome.', example: ['lock-defect'], max: 20 })
  reasons!: string[];
  @Text({
    description: 'Where the customer may turn who does not agree.',
    example: 'You may turn to the Consumer Council.',
    optional: true,
    max: 2000,
  })
  recourse?: string;
}

export class RejectBody extends ReplyBody {
  @ListOf(text({ max: 500 }), { description: 'Why it is rejected.', example: ['outside-warranty'], min: 1, max: 20 })
  reasons!: string[];
}

export class MarkDuplicateBody extends WithdrawBody {
  @Id({ description: 'The complaint it repeats.', example: id }) of!: string;
}

export class ReopenBody {
  @Text({ description: 'Why it is open again.', example: 'The repair did not hold.', max: 2000 }) reason!: string;
  @OnBehalfOf() onBehalfOf?: string;
}

export class ChangeSeverityBody extends CommandBody {
  @OneOf(severities, { description: 'The new severity; running clocks follow.', example: 'high' }) severity!: Severity;
}

export class RerouteBody extends CommandBody {
  @Text({
    description: 'The new team; without it the rules of today decide.',
    example: 'after-sales',
    optional: true,
    max: 100,
    chosenId: true,
  })
  team?: string;
}

export class LinkBody extends CommandBody {
  @Id({ description: 'The other complaint.', example: id }) to!: string;
  @Text({
    description: 'What they have to do with each other.',
    default: 'related',
    example: 'same_cause',
    optional: true,
    max: 100,
  })
  kind?: string;
}

export class NoteBody {
  @Text({ description: 'For colleagues; the customer does not see it.', example: 'Calls back on Monday.', max: 10_000 })
  text!: string;
  @OnBehalfOf() onBehalfOf?: string;
}
