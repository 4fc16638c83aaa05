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
  verdicts,
} from '@harken/contracts';
import { FieldErrors } from '@harken/errors';
import {
  Filter,
  Id,
  Integer,
  ListOf,
  Moment,
  Nested,
  Num,
  OneOf,
  oneOf,
  PageQuery,
  Text,
  Timestamp,
  text,
  Zone,
} from '@harken/service';
import type { Static } from 'typebox';
import {
  ChosenId,
  Digest,
  History,
  Language,
  Name,
  OptionalChosenId,
  OptionalName,
  OptionalOneOf,
  optional,
} from '../requests/body-fields.dto.ts';
import { type Arrival, parsePastTimestamp } from '../requests/parse-timestamp.ts';
import { digestOfFeedback } from './feedback-content.ts';
import type { FeedbackInput } from './feedback-record.ts';

const complaintId = '01926f3a-7c1e-7b54-9d0e-000000000003';
const time = '2026-03-02T09:15:00.000Z';
type Phase = (typeof phases)[number];

const Score = (what: string) =>
  Num({ description: `${what}, from min to max. Absent is null, never 0.`, example: 1, ...optional });

export class RatingDto {
  @Name('What was rated.', 'cleanliness') name!: string;
  @Num({ description: 'From min to max.', example: 4 }) value!: number;
  @Num({ description: 'The worst of the scale.', example: 1 }) min!: number;
  @Num({ description: 'The best of the scale.', example: 5 }) max!: number;
}

export class FactorAnswerDto {
  @Name('product, service, relationship, convenience, brand, price, or one of your own.', 'service') factor!: string;
  @Score('What it was like') experience?: number | null;
  @Score('What was expected') expectation?: number | null;
  @Score('How much it matters') importance?: number | null;
  @Score('What it would ideally be') ideal?: number | null;
  @Num({ description: 'The worst of the scale, 0 unless given.', example: 0, ...optional }) min?: number | null;
  @Num({ description: 'The best of the scale, 10 unless given.', example: 10, ...optional }) max?: number | null;
}

const Answer = (description: string, min: number, max: number) =>
  Integer({ description, example: min + 1, min, max, ...optional });

export class AnswersBody {
  @Answer('Net promoter question, 0-10.', 0, 10) nps?: number | null;
  @Answer('Satisfaction, 1-5.', 1, 5) csat?: number | null;
  @Answer('Customer effort, 1-7, 7 is easiest.', 1, 7) ces?: number | null;
  @ListOf(() => RatingDto, { description: 'Ratings on any declared scale.', max: 200, ...optional })
  ratings?: RatingDto[] | null;
  @ListOf(() => FactorAnswerDto, { description: 'Answers per factor of the experience.', max: 100, ...optional })
  factors?: FactorAnswerDto[] | null;
}

export class AttachmentDto {
  @Text({ description: 'Where it lies.', example: 'https://crm.test/a.jpg', min: 0, max: 2000, format: 'uri' })
  url!: string;
  @OptionalName('What it is called.', 'leak.jpg') name?: string | null;
}

export class AboutDto {
  @Id({ description: 'The complaint of the same customer.', example: complaintId })
  complaint!: string;
}

/** What a source says and what the answer gives back as it was sent, or null. */
class FeedbackContext {
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

/** The body of POST /v1/feedback. */
export class FeedbackBody extends FeedbackContext {
  @ChosenId('The system that sends it.', 'crm') source!: string;
  @ChosenId('Its id there: (source, id) is taken once.', 'survey-991') id!: string;
  @ChosenId('The customer, by external id. An unknown one becomes a stub, never an error.', 'crm-10042')
  customer!: string;
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
  @Nested(() => AboutDto, {
    description: 'What it is about, when it is not the service but how a complaint was handled.',
    example: { complaint: complaintId },
    ...optional,
  })
  about?: AboutDto | null;
  @History() history?: boolean | null;
  @Timestamp({ description: 'When it was said.', example: time }) occurredAt!: string;
}

const orNull = <T>(value: T | null | undefined): T | null => value ?? null;

/** Checks what the schema cannot express. Throws Invalid with every fault. */
export function toFeedbackInput(body: FeedbackBody, { receivedAt, undated }: Arrival): FeedbackInput {
  const answers = body.answers ?? {};
  const ratings = answers.ratings ?? [];
  const factors = answers.factors ?? [];
  assertAnswersFit(ratings, factors);
  const input = {
    source: body.source,
    sourceId: body.id,
    customer: body.customer,
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
    answers: {
      nps: orNull(answers.nps),
      csat: orNull(answers.csat),
      ces: orNull(answers.ces),
      ratings,
      factors: factors.map(({ factor, experience, expectation, importance, ideal, min, max }) => ({
        factor,
        experience: orNull(experience),
        expectation: orNull(expectation),
        importance: orNull(importance),
        ideal: orNull(ideal),
        ...((min ?? max) == null ? undefined : scaleGiven(min, max)),
      })),
    },
    attachments: (body.attachments ?? []).map(({ url, name }) => ({ url, name: orNull(name) })),
    about: body.about ? { complaint: body.about.complaint.toLowerCase() } : null,
    history: body.history ?? false,
    occurredAt: parsePastTimestamp(body.occurredAt, '/occurredAt', receivedAt),
    digest: '',
  };
  input.digest = digestOfFeedback(input, undated);
  return input;
}

const scores = ['experience', 'expectation', 'importance', 'ideal'] as const;

function assertAnswersFit(ratings: readonly RatingDto[], factors: readonly FactorAnswerDto[]): void {
  if (ratings.every(ratingFits) && factors.every(factorFits)) return;
  const errors = new FieldErrors('/answers');
  for (const [index, { value, min, max }] of ratings.entries()) {
    const at = errors.at('ratings', index);
    if (min >= max) at.at('max').add('out-of-range', 'must be more than min');
    else at.at('value').addIf(!isOn({ min, max }, value), 'out-of-range', `must be from ${min} to ${max}`);
  }
  for (const [index, answer] of factors.entries()) {
    const at = errors.at('factors', index);
    at.at('factor').addIf(isRepeated(answer, index, factors), 'repeated', 'is answered twice');
    const scale = scaleOf(answer);
    if (scale.min >= scale.max) {
      at.at(answer.max == null ? 'min' : 'max').add('out-of-range', 'max must be more than min');
      continue;
    }
    for (const name of scores) {
      at.at(name).addIf(!isOn(scale, answer[name]), 'out-of-range', `must be from ${scale.min} to ${scale.max}`);
    }
  }
  errors.throwIfAny('request.invalid', 'The answers do not fit together.');
}

// Without the place of a fault, because most answers have none and the place costs more than the check.
const ratingFits = ({ value, min, max }: RatingDto): boolean => min < max && value >= min && value <= max;

function factorFits(answer: FactorAnswerDto, index: number, all: readonly FactorAnswerDto[]): boolean {
  const scale = scaleOf(answer);
  if (scale.min >= scale.max || isRepeated(answer, index, all)) return false;
  return scores.every((name) => isOn(scale, answer[name]));
}

/** Only the ends that were given. */
const scaleGiven = (min: number | null | undefined, max: number | null | undefined) => ({
  ...(min == null ? {} : { min }),
  ...(max == null ? {} : { max }),
});

const scaleOf = ({ min, max }: FactorAnswerDto) => ({ min: min ?? 0, max: max ?? 10 });

const isOn = ({ min, max }: { min: number; max: number }, value: number | null | undefined): boolean =>
  value == null || (value >= min && value <= max);

const isRepeated = ({ factor }: FactorAnswerDto, index: number, all: readonly FactorAnswerDto[]): boolean =>
  all.findIndex((other) => other.factor === factor) < index;

const filter = { optional: true } as const;
const AnyText = (what: string, example: string, max = 200) =>
  Filter(text({ max }), { description: `${what}.`, example });

export class FeedbackQuery extends PageQuery {
  @AnyText('External id of the customer', 'crm-10042') customer?: string[];
  @AnyText('Touchpoint', 'handover') touchpoint?: string[];
  @AnyText('Product', 'kitchen', 100) product?: string[];
  @AnyText('Location', 'tower-2', 100) location?: string[];
  @Filter(oneOf(methods), { description: 'How it was collected.', example: 'survey' }) method?: Method[];
  @Filter(oneOf(patterns), { description: 'Kind of monitoring.', example: 'past' }) pattern?: Pattern[];
  @Filter(oneOf(verdicts), { description: 'Whether it is a complaint.', example: 'certain' }) verdict?: Verdict[];
  @Moment({ description: 'What occurred at this time or later.', example: '2026-03-01T00:00:00Z', ...filter })
  from?: string;
  @Moment({ description: 'What occurred before this time.', example: '2026-04-01T00:00:00Z', ...filter })
  to?: string;
  @Zone({
    description: "The time zone of dates, of the IANA; the company's without it.",
    example: 'Asia/Bangkok',
    ...filter,
  })
  timezone?: string;
}

export class VerdictDto {
  @OneOf(verdicts, { description: 'Whether it is a complaint.', example: 'certain' }) verdict!: Verdict;
  @ListOf(text(), { description: 'Like `score:nps<=2`, `words:en:refund`.', example: ['score:nps<=2'] })
  reasons!: string[];
}

/** A feedback record in a response. A field that the source left out is null. */
export class FeedbackDto extends FeedbackContext {
  @Id({ description: 'Its id.', example: '01926f3a-7c1e-7b54-9d0e-000000000002' }) id!: string;
  @Text({ description: 'The system that sent it.', example: 'crm' }) source!: string;
  @Text({ description: 'The `id` it was sent with.', example: 'survey-991' }) sourceId!: string;
  @Text({ description: 'External id.', example: 'crm-10042' }) customer!: string;
  @Id({ description: 'Our id of the customer.', example: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e' })
  customerId!: string;
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
  @Nested(() => AboutDto, { description: 'The complaint whose handling it is about.', example: null, nullable: true })
  about!: AboutDto | null;
  @Nested(() => VerdictDto, { description: 'Whether it is a complaint, and why.' }) complaint!: VerdictDto;
  @History(false) history!: boolean;
  @Digest() digest!: string;
  @Timestamp({ description: 'When it was said.', example: time }) occurredAt!: Date;
  @Timestamp({ description: 'When it came in.', example: '2026-03-02T09:15:01.250Z' }) receivedAt!: Date;
}
