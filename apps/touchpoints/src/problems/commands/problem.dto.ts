import { problemStates } from '@harken/contracts';
import {
  Filter,
  Flag,
  Id,
  Integer,
  id,
  ListOf,
  Nested,
  Num,
  OnBehalfOf,
  OneOf,
  oneOf,
  PageQuery,
  Text,
  Timestamp,
  text,
} from '@harken/service';
import { MapIdFilter } from '../../map/journey.dto.ts';
import type { ProblemState } from '../problem.ts';
import { verdicts } from '../verification.ts';

const at = '2026-03-02T10:15:02.000Z';
const from = '2026-02-26T10:15:02.000Z';
const problemId = '01926f3a-7c1e-7b54-9d0e-000000000012';
const complaintId = '01926f3a-7c1e-7b54-9d0e-000000000003';
const nullable = { nullable: true } as const;
const optional = { optional: true } as const;
const name = (description: string, example: string) => Filter(text({ max: 200 }), { description, example });

export class ProblemsQuery extends PageQuery {
  @Filter(oneOf(problemStates), { description: 'Only this state.', example: 'suspected' }) state?: ProblemState[];
  @MapIdFilter('Only those that concern this touchpoint.', 'handover') touchpoint?: string[];
  @name('Only this category.', 'defect') category?: string[];
  @name('Only this product.', 'kitchen') product?: string[];
  @name('Only this location.', 'tower-2') location?: string[];
  @name('Only this campaign.', 'spring') campaign?: string[];
  @name('Only this factor.', 'service') factor?: string[];
  @name('Only those of this owner.', 'after-sales') owner?: string[];
  @name('Only this cause.', 'supplier-part') cause?: string[];
}

export class ScanBody {
  @Timestamp({ description: 'As of this time, by default now. Not in the future.', example: at, ...optional })
  at?: string;
  @Flag({
    description: 'Only say what would be suspected, as if there were no problems; imported complaints count in full.',
    example: true,
    default: false,
    ...optional,
  })
  dryRun?: boolean;
}

export class ProblemCommandBody {
  @OnBehalfOf() onBehalfOf?: string;
  @Text({ description: 'A note for the history.', example: 'Seen on site.', ...optional, max: 2000 }) note?: string;
}

export class ProblemPlanBody extends ProblemCommandBody {
  @Text({ description: 'The department that has it.', example: 'after-sales', ...optional, max: 200, chosenId: true })
  owner?: string;
  @Text({
    description: 'What caused it: an active cause of `/v1/causes`.',
    example: 'supplier-part',
    ...optional,
    max: 100,
    chosenId: true,
  })
  cause?: string;
  @Text({ description: 'What is done about it.', example: 'New locks in tower 2.', ...optional, max: 2000 })
  action?: string;
  @Timestamp({ description: 'Until when.', example: '2026-03-31T16:00:00.000Z', ...optional }) dueAt?: string;
}

export class VerifyProblemBody extends ProblemPlanBody {
  @Timestamp({
    description: 'Since when what was done should work; by default now, and not in the future.',
    example: at,
    ...optional,
  })
  fixedAt?: string;
}

export class CloseProblemBody extends ProblemCommandBody {
  @Text({
    description: 'Why it is closed although the data do not show yet that it is over.',
    example: 'The building is finished.',
    ...optional,
    max: 2000,
  })
  reason?: string;
}

export class ReasonBody extends ProblemCommandBody {
  @Text({ description: 'Why.', example: 'A strike, which is over.', max: 2000 }) reason!: string;
}

export class LinkProblemBody extends ProblemCommandBody {
  @ListOf(id(), { description: 'Complaints, at most 1,000.', example: [complaintId], min: 1, max: 1000 })
  complaints!: string[];
}

class CustomerTextDto {
  @Text({ description: 'The language, BCP 47.', example: 'en', min: 2, max: 35 }) language!: string;
  @Text({ description: 'What customers said.', example: 'The keys did not fit.', max: 2000 }) said!: string;
  @Text({ description: 'What was done.', example: 'We try each key before the handover now.', max: 2000 }) did!: string;
}

export class TellCustomersBody extends ProblemCommandBody {
  @ListOf(() => CustomerTextDto, {
    description: 'What customers are told, by language. Who speaks none of them gets the first.',
    min: 1,
    max: 50,
    unique: (text: CustomerTextDto) => text.language,
  })
  texts!: CustomerTextDto[];
}

const Place = (what: string, example: string | null) =>
  Text({ description: `Only this ${what}.`, example, ...optional }) as PropertyDecorator;

class CellDto {
  @Place('journey', 'property') journey?: string;
  @Place('stage of the journey', 'moving-in') stage?: string;
  @Place('touchpoint, and all below it', 'handover') touchpoint?: string;
  @Place('category', 'defect') category?: string;
  @Place('product', 'kitchen') product?: string;
  @Place('location', 'tower-2') location?: string;
  @Place('campaign', 'spring') campaign?: string;
  @Place('factor that was experienced as bad', 'service') factor?: string;
}

class WindowDto {
  @Timestamp({ description: 'Its begin.', example: from }) from!: Date;
  @Timestamp({ description: 'Its end.', example: at }) to!: Date;
}

class RecurrenceDto {
  @Integer({
    description: 'Nightly scans of data without a problem until one finds as much by chance, at least.',
    example: 1000,
  })
  nights!: number;
}

/** The test that says so. */
export class EvidenceDto {
  @Nested(() => CellDto, { description: 'What the complaints have in common.' }) cell!: CellDto;
  @Nested(() => WindowDto, { description: 'When there were more than usual.' }) window!: WindowDto;
  @Integer({ description: 'Complaints in the window.', example: 23 }) observed!: number;
  @Num({ description: 'Complaints that are usual in it.', example: 4.2 }) expected!: number;
  @Num({ description: 'Variance over mean of the counts before.', example: 1.3 }) dispersion!: number;
  @Num({ description: 'Log likelihood ratio over the dispersion.', example: 18.7 }) score!: number;
  @Num({ description: 'Share of scans of drawn data without a problem with a score as high anywhere.', example: 0.001 })
  p!: number;
  @Text({ description: 'The test.', example: 'tree-temporal scan' }) test!: string;
  @Nested(() => RecurrenceDto, { description: 'How often chance alone does this.' }) recurrence!: RecurrenceDto;
  @Text({ description: 'The department that has it, by the map.', example: 'after-sales', ...nullable }) owner!:
    | string
    | null;
}

export class ScanDto {
  @Timestamp({ description: 'As of when.', example: at }) at!: Date;
  @Flag({
    description: 'Whether at least four weeks before the window are known; if not, nothing is suspected.',
    example: true,
  })
  learnt!: boolean;
  @Integer({ description: 'Cells that were looked at.', example: 1240 }) cells!: number;
  @Integer({ description: 'Scans of drawn data.', example: 999 }) replications!: number;
  @ListOf(() => EvidenceDto, { description: 'The suspicions, the strongest first.' }) suspicions!: EvidenceDto[];
  @ListOf(text(), {
    description: 'The problems that were opened or came back; none in a dry run.',
    example: [problemId],
  })
  problems!: string[];
}

class LinkedComplaintDto {
  @Id({ description: 'Its id.', example: complaintId }) id!: string;
  @Text({ description: 'Its number for people.', example: 'C-2026-000042' }) number!: string;
  @Timestamp({ description: 'When it was opened.', example: at }) openedAt!: Date;
  @Text({ description: 'How bad it is.', example: 'high' }) severity!: string;
}

class LinkedComplaintsDto {
  @Integer({ description: 'How many.', example: 23 }) count!: number;
  @ListOf(() => LinkedComplaintDto, { description: 'The newest 100.' }) items!: LinkedComplaintDto[];
}

class LinkedFeedbackDto {
  @Integer({ description: 'How much.', example: 31 }) count!: number;
  @ListOf(text(), { description: 'The ids of the newest 100.', example: ['01926f3a-7c1e-7b54-9d0e-000000000002'] })
  items!: string[];
}

class SharedTraitDto {
  @Text({ description: 'What.', example: 'product' }) trait!: string;
  @Text({ description: 'Its value.', example: 'kitchen' }) value!: string;
  @Num({ description: 'Share of the linked complaints.', example: 0.91 }) share!: number;
  @Num({ description: 'Share of all other complaints.', example: 0.12 }) usual!: number;
}

class VerificationDto {
  @Timestamp({ description: 'The fix.', example: from }) since!: Date;
  @Timestamp({ description: 'Until when it was counted.', example: at }) until!: Date;
  @Integer({ description: 'Complaints that fit since then.', example: 1 }) observed!: number;
  @Num({ description: 'Complaints that are usual in that time.', example: 4.2 }) expected!: number;
  @Num({ description: 'Observed over expected.', example: 0.24, ...nullable }) ratio!: number | null;
  @Num({ description: 'Lower end of its interval of 95 %.', example: 0.01, ...nullable }) low!: number | null;
  @Num({ description: 'Upper end of its interval of 95 %.', example: 1.5, ...nullable }) high!: number | null;
  @Num({ description: 'Observed over expected while it was a problem.', example: 5.5 }) before!: number;
  @OneOf(verdicts, {
    description:
      'recovered: the interval reaches down to what is usual and lies wholly below what it was; not_recovered: it lies above what is usual; else insufficient_data.',
    example: 'recovered',
  })
  verdict!: string;
}

class ProblemMessagesDto {
  @Integer({ description: 'Customers who are still to be told: `tell-customers`.', example: 0 }) prepared!: number;
  @Integer({ description: 'Customers whose message was asked for.', example: 18 }) requested!: number;
  @Integer({ description: 'Sent.', example: 17 }) sent!: number;
  @Integer({ description: 'Not sent: no consent, no address, refused.', example: 1 }) failed!: number;
}

class ProblemAnswersDto {
  @Integer({ description: 'Answers about the problem.', example: 9 }) n!: number;
  @Integer({ description: 'It is better.', example: 7 }) better!: number;
  @Integer({ description: 'It is as it was.', example: 1 }) same!: number;
  @Integer({ description: 'It is worse.', example: 1 }) worse!: number;
}

class ProblemHistoryDto {
  @Timestamp({ description: 'When.', example: at }) at!: string;
  @Text({ description: 'What was done.', example: 'suspected' }) action!: string;
  @Text({ description: 'By whom.', example: 'system' }) by!: string;
  @Text({ description: 'What was said.', example: null, ...nullable }) note!: string | null;
}

export class ProblemListItemDto extends EvidenceDto {
  @Id({ description: 'Its id.', example: problemId }) id!: string;
  @OneOf(problemStates, { description: 'Where it stands.', example: 'suspected' }) state!: ProblemState;
  @Integer({ description: 'Grows with each change; the ETag.', example: 1 }) version!: number;
  @Text({ description: 'What caused it, from the list of causes.', example: null, ...nullable }) cause!: string | null;
  @Text({ description: 'What is done about it.', example: null, ...nullable }) action!: string | null;
  @Timestamp({ description: 'Until when.', example: null, ...nullable }) dueAt!: Date | null;
  @Timestamp({ description: 'When it was first suspected.', example: at }) suspectedAt!: Date;
  @Timestamp({ description: 'Since when what was done should work.', example: null, ...nullable })
  fixedAt!: Date | null;
  @Timestamp({ description: 'When it was closed or dismissed.', example: null, ...nullable }) endedAt!: Date | null;
  @Text({ description: 'Why it was dismissed, or closed before the data showed it.', example: null, ...nullable })
  reason!: string | null;
  @Integer({ description: 'How often it came back.', example: 0 }) reopened!: number;
}

export class ProblemDto extends ProblemListItemDto {
  @Nested(() => LinkedComplaintsDto, { description: 'Its complaints.' }) complaints!: LinkedComplaintsDto;
  @Nested(() => LinkedFeedbackDto, { description: 'Feedback that fits: complaints, bad scores, bad factors.' })
  feedback!: LinkedFeedbackDto;
  @ListOf(() => SharedTraitDto, { description: 'What its complaints share beyond chance, the strongest first.' })
  shared!: SharedTraitDto[];
  @Nested(() => VerificationDto, { description: 'What the data say since the fix; null before.', ...nullable })
  verification!: VerificationDto | null;
  @Nested(() => ProblemMessagesDto, { description: 'What its customers were told.' }) messages!: ProblemMessagesDto;
  @Nested(() => ProblemAnswersDto, { description: 'What customers say since.' }) answers!: ProblemAnswersDto;
  @ListOf(() => ProblemHistoryDto, { description: 'Who did what, the first first.' }) history!: ProblemHistoryDto[];
}
