import {
  type Answers,
  type Kind,
  kinds,
  type Method,
  methods,
  type Pattern,
  patterns,
  phases,
  type Verdict,
  type Voice,
  verdicts,
  voices,
} from '@harken/contracts';
import { FieldErrors } from '@harken/errors';
import { Filter, Flag, Id, Integer, ListOf, Nested, Num, OneOf, oneOf, Text, Timestamp, text } from '@harken/service';
import type { Static } from 'typebox';
import {
  ChosenId,
  Digest,
  History,
  Language,
  OptionalChosenId,
  OptionalName,
  OptionalOneOf,
  optional,
  orNull,
} from '../requests/body-fields.dto.ts';
import { assertExternalId } from '../requests/external-id.ts';
import { type Arrival, parsePastTimestamp } from '../requests/parse-timestamp.ts';
import { PeriodQuery } from '../requests/period.dto.ts';
import { AnswersBody, toAnswers } from './answers.dto.ts';
import { digestOfFeedback } from './feedback-content.ts';
import { type About, aboutOf, type FeedbackInput } from './feedback-record.ts';

const problemId = '01926f3a-7c1e-7b54-9d0e-000000000009';
const complaintId = '01926f3a-7c1e-7b54-9d0e-000000000003';
const time = '2026-03-02T09:15:00.000Z';
type Phase = (typeof phases)[number];

export class AttachmentDto {
  @Text({ description: 'Where it lies.', example: 'https://crm.test/a.jpg', min: 0, max: 2000, format: 'uri' })
  url!: string;
  @OptionalName('What it is called.', 'leak.jpg') name?: string | null;
}

export class AboutDto {
  @Id({ description: 'How this complaint of the same customer was handled.', example: complaintId, ...optional })
  complaint?: string | null;
  @Id({ description: 'What was done about this problem.', example: problemId, ...optional }) problem?: string | null;
}

export class ActionSeenDto {
  @ChosenId('An action of the touchpoint, by its id.', 'keys-handed-over') action!: string;
  @Flag({ description: 'Whether it was done.', example: false }) done!: boolean;
}

const AboutField = (more: { optional?: true; nullable: true }) =>
  Nested(() => AboutDto, {
    description:
      'What it is about, when it is not the service but how a complaint was handled, or a problem: one of them.',
    example: { complaint: complaintId },
    ...more,
  });
const Actions = (more: { optional?: true; nullable?: true }) =>
  ListOf(() => ActionSeenDto, {
    description: 'Which actions of the touchpoint were done.',
    example: [{ action: 'keys-handed-over', done: false }],
    max: 100,
    ...more,
  });

/** What a source says and what the answer gives back as it was sent, or null. */
class FeedbackContext {
  @OptionalChosenId(
    'The id of a person who works here: whom it is about; where staff or management speak, who it is.',
    'anna',
  )
  employee?: string | null;
  @OptionalOneOf(kinds, 'What the sender takes it for.', 'complaint') kind?: Kind | null;
  @OptionalChosenId('Where in the journey.', 'handover') touchpoint?: string | null;
  @OptionalName('By what channel.', 'web') channel?: string | null;
  @OptionalOneOf(phases, 'Before, during or after the service.', 'during') phase?: Phase | null;
  @OptionalChosenId('Campaign or initiative.', 'spring') campaign?: string | null;
  @OptionalChosenId('The product it is about, by its id.', 'kitchen', 100) product?: string | null;
  @OptionalChosenId('The location it is about, by its id.', 'tower-2', 100) location?: string | null;
  @OptionalChosenId('Programme of the survey.', 'handover-survey') programme?: string | null;
  @OptionalChosenId('Category of your own.', 'defect') category?: string | null;
  @Text({
    description: 'In the words of the customer, any language.',
    example: 'The keys did not fit.',
    min: 0,
    max: 20_000,
    ...optional,
  })
  text?: string | null;
}

const speaker =
  'Who speaks. Staff and management say what they believe that customers experience and expect: it opens nothing and ' +
  'counts in no score, and `employee` says who it is.';

/** The body of POST /v1/feedback. */
export class FeedbackBody extends FeedbackContext {
  @ChosenId('The system that sends it.', 'crm') source!: string;
  @ChosenId('Its id there: (source, id) is taken once.', 'survey-991') id!: string;
  @OneOf(voices, { description: speaker, example: 'customer', default: 'customer', ...optional }) voice?: Voice | null;
  @OptionalChosenId(
    'The customer, by external id; absent if nobody knows. One that is new becomes a stub, never an error.',
    'crm-10042',
  )
  customer?: string | null;
  @OneOf(methods, { description: 'How it was collected.', example: 'survey' }) method!: Method;
  @OptionalOneOf(patterns, 'Kind of monitoring; from the method unless given.', 'past') pattern?: Pattern | null;
  @Language() language?: string | null;
  @Nested(() => AnswersBody, {
    description: 'What was answered; what was not is left out.',
    example: { nps: 1, csat: 2, factors: [{ factor: 'service', experience: 2, importance: 9 }] },
    ...optional,
  })
  answers?: AnswersBody | null;
  @ListOf(() => AttachmentDto, { description: 'Attachments, by URL.', max: 50, ...optional })
  attachments?: AttachmentDto[] | null;
  @Actions(optional) actions?: ActionSeenDto[] | null;
  @AboutField(optional) about?: AboutDto | null;
  @History() history?: boolean | null;
  @Timestamp({ description: 'When it was said.', example: time }) occurredAt!: string;
}

/** Checks what the schema cannot express. Throws Invalid with every fault. */
export function toFeedbackInput(body: FeedbackBody, { receivedAt, undated }: Arrival): FeedbackInput {
  assertFits(body);
  assertExternalId(body.customer, '/customer');
  const input = {
    source: body.source,
    sourceId: body.id,
    voice: body.voice ?? 'customer',
    customer: orNull(body.customer),
    employee: orNull(body.employee),
    method: body.method,
    kind: orNull(body.kind),
    touchpoint: orNull(body.touchpoint),
    channel: orNull(body.channel),
    phase: orNull(body.phase),
    campaign: orNull(body.campaign),
    product: orNull(body.product),
    location: orNull(body.location),
    programme: orNull(body.programme),
    pattern: orNull(body.pattern),
    category: orNull(body.category),
    text: body.text ? body.text : null,
    language: orNull(body.language),
    answers: toAnswers(body.answers),
    attachments: (body.attachments ?? []).map(({ url, name }) => ({ url, name: orNull(name) })),
    actions: (body.actions ?? []).map(({ action, done }) => ({ action, done })),
    about: aboutOf(body.about?.complaint?.toLowerCase() ?? null, body.about?.problem?.toLowerCase() ?? null),
    history: body.history ?? false,
    occurredAt: parsePastTimestamp(body.occurredAt, '/occurredAt', receivedAt),
    digest: '',
  };
  input.digest = digestOfFeedback(input, undated);
  return input;
}

function assertFits({ voice, employee, about }: FeedbackBody): void {
  const errors = new FieldErrors();
  const other = voice === 'staff' || voice === 'management';
  errors.at('employee').addIf(other && employee == null, 'required', 'says who of staff or management speaks');
  const both = about != null && (about.complaint == null) === (about.problem == null);
  errors.at('about').addIf(both, 'invalid', 'must name a complaint or a problem, and only one of them');
  errors.throwIfAny('request.invalid', 'The fields do not fit together.');
}

const AnyText = (what: string, example: string, max = 200) =>
  Filter(text({ max }), { description: `${what}.`, example });

export class FeedbackQuery extends PeriodQuery {
  @AnyText('The customer, by external id, or by our id as `id:<uuid>`', 'crm-10042') customer?: string[];
  @AnyText('Touchpoint', 'handover') touchpoint?: string[];
  @AnyText('Product', 'kitchen', 100) product?: string[];
  @AnyText('Location', 'tower-2', 100) location?: string[];
  @Filter(oneOf(methods), { description: 'How it was collected.', example: 'survey' }) method?: Method[];
  @Filter(oneOf(patterns), { description: 'Kind of monitoring.', example: 'past' }) pattern?: Pattern[];
  @Filter(oneOf(verdicts), { description: 'Whether it is a complaint.', example: 'certain' }) verdict?: Verdict[];
  @AnyText('Theme that its text speaks of', 'delivery', 100) theme?: string[];
}

export class VerdictDto {
  @OneOf(verdicts, { description: 'Whether it is a complaint.', example: 'certain' }) verdict!: Verdict;
  @ListOf(text(), { description: 'Like `score:nps<=2`, `words:en:refund`.', example: ['score:nps<=2'] })
  reasons!: string[];
}

export class AssignedThemeDto {
  @Text({ description: 'The theme, by its id.', example: 'delivery' }) theme!: string;
  @OneOf(['words', 'examples'], { description: 'How it was found.', example: 'words' }) by!: 'words' | 'examples';
  @Num({ description: 'By examples: how near, at most 1.', example: null, nullable: true }) score!: number | null;
}

/** A feedback record in a response. A field that the source left out is null. */
export class FeedbackDto extends FeedbackContext {
  @Id({ description: 'Its id.', example: '01926f3a-7c1e-7b54-9d0e-000000000002' }) id!: string;
  @Text({ description: 'The system that sent it.', example: 'crm' }) source!: string;
  @Text({ description: 'The `id` it was sent with.', example: 'survey-991' }) sourceId!: string;
  @OneOf(voices, { description: speaker, example: 'customer' }) voice!: Voice;
  @Text({ description: 'External id.', example: 'crm-10042', nullable: true }) customer!: string | null;
  @Id({ description: 'Our id of the customer.', example: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e', nullable: true })
  customerId!: string | null;
  @OneOf(methods, { description: 'How it was collected.', example: 'survey' }) method!: Method;
  @OneOf(patterns, { description: 'Kind of monitoring.', example: 'past' }) pattern!: Pattern;
  @Text({ description: 'As declared, or by the script and the words of the text.', example: 'en', nullable: true })
  language!: string | null;
  @Nested(() => AnswersBody, {
    description: 'Absent answers are null, never 0.',
    example: { nps: 1, csat: null, ces: null, ratings: [], factors: [] },
  })
  answers!: Static<typeof Answers>;
  @ListOf(() => AttachmentDto, { description: 'Attachments, by URL.', example: [] }) attachments!: AttachmentDto[];
  @Actions({}) actions!: ActionSeenDto[];
  @AboutField({ nullable: true }) about!: About | null;
  @Nested(() => VerdictDto, { description: 'Whether it is a complaint, and why.' }) complaint!: VerdictDto;
  @ListOf(() => AssignedThemeDto, { description: 'What its text speaks of, by the list of `GET /v1/themes`.' })
  themes!: readonly AssignedThemeDto[];
  @Flag({ description: 'The text reader found no theme that is clearly the nearest.', example: false })
  themesUnsure!: boolean;
  @History(false) history!: boolean;
  @Digest() digest!: string;
  @Timestamp({ description: 'When it was said.', example: time }) occurredAt!: Date;
  @Timestamp({ description: 'When it came in.', example: '2026-03-02T09:15:01.250Z' }) receivedAt!: Date;
  @Integer({ description: 'Grows with each correction.', example: 1 }) version!: number;
  @Timestamp({ description: 'When it was last corrected.', example: null, nullable: true }) correctedAt!: Date | null;
  @Timestamp({ description: 'When it was taken back: it counts nowhere.', example: null, nullable: true })
  retractedAt!: Date | null;
}
