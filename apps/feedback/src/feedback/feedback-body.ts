import { type Kind, kinds, type Method, methods, type Pattern, patterns, phases } from '@harken/contracts';
import { type FieldError, Invalid } from '@harken/errors';
import { type Static, Type } from 'typebox';
import {
  closed,
  optionalLanguage,
  optionalName,
  optionalNumber,
  optionalOneOf,
  optionalText,
  requiredName,
  requiredTime,
} from '../requests/body-fields.ts';
import { parseTimestamp } from '../requests/parse-timestamp.ts';
import type { FeedbackInput } from './feedback-record.ts';

const someId = '01926f3a-7c1e-7b54-9d0e-000000000003';
const score = (what: string) => optionalNumber('number', 0, 10, `${what}, 0-10. Absent is null, never 0.`);

const Rating = Type.Object(
  {
    name: requiredName('What was rated.', 'cleanliness'),
    value: Type.Number({ description: 'From min to max.', example: 4 }),
    min: Type.Number({ description: 'The worst of the scale.', example: 1 }),
    max: Type.Number({ description: 'The best of the scale.', example: 5 }),
  },
  closed,
);

const FactorAnswer = Type.Object(
  {
    factor: requiredName('product, service, relationship, convenience, brand, price, or one of your own.', 'service'),
    experience: score('What it was like'),
    expectation: score('What was expected'),
    importance: score('How much it matters'),
    ideal: score('What it would ideally be'),
  },
  closed,
);

const optionalList = <T extends ReturnType<typeof Type.Object>>(items: T, maxItems: number, description: string) =>
  Type.Optional(
    Type.Unsafe<Static<T>[] | null>({ type: ['array', 'null'], items, maxItems, description } as Record<
      string,
      unknown
    >),
  );

const AnswersBody = {
  type: ['object', 'null'],
  additionalProperties: false,
  description: 'What was answered; what was not is left out.',
  properties: {
    nps: optionalNumber('integer', 0, 10, 'Net promoter question, 0-10.'),
    csat: optionalNumber('integer', 1, 5, 'Satisfaction, 1-5.'),
    ces: optionalNumber('integer', 1, 7, 'Customer effort, 1-7, 7 is easiest.'),
    ratings: optionalList(Rating, 200, 'Ratings on any declared scale.'),
    factors: optionalList(FactorAnswer, 100, 'Answers per factor of the experience.'),
  },
  example: { nps: 1, csat: 2, factors: [{ factor: 'service', experience: 2, importance: 9 }] },
};

interface AnswersInput {
  nps?: number | null;
  csat?: number | null;
  ces?: number | null;
  ratings?: Static<typeof Rating>[] | null;
  factors?: Static<typeof FactorAnswer>[] | null;
}

const Attachment = Type.Object(
  {
    url: Type.String({
      format: 'uri',
      maxLength: 2000,
      description: 'Where it lies.',
      example: 'https://crm.test/a.jpg',
    }),
    name: optionalName('What it is called.', 'leak.jpg'),
  },
  closed,
);

const AboutBody = {
  type: ['object', 'null'],
  additionalProperties: false,
  required: ['complaint'],
  description: 'What it is about, when it is not the service but how a complaint was handled.',
  properties: {
    complaint: { type: 'string', format: 'uuid', description: 'The complaint of the same customer.', example: someId },
  },
  example: { complaint: someId },
};

/** The body of POST /v1/feedback. */
export const FeedbackBody = Type.Object(
  {
    source: requiredName('The system that sends it.', 'crm'),
    id: requiredName('Its id there: (source, id) is taken once.', 'survey-991'),
    customer: requiredName('The customer, by external id. An unknown one becomes a stub, never an error.', 'crm-10042'),
    method: Type.Enum(methods, { description: 'How it was collected.', example: 'survey' }),
    kind: optionalOneOf(kinds, 'What the sender takes it for.', 'complaint'),
    touchpoint: optionalName('Where in the journey.', 'handover'),
    channel: optionalName('By what channel.', 'web'),
    phase: optionalOneOf(phases, 'Before, during or after the service.', 'during'),
    campaign: optionalName('Campaign or initiative.', 'spring'),
    programme: optionalName('Programme of the survey.', 'handover-survey'),
    pattern: optionalOneOf(patterns, 'Kind of monitoring; from the method unless given.', 'past'),
    category: optionalName('Category of your own.', 'defect'),
    text: optionalText(20_000, 'In the words of the customer, any language.', 'The keys did not fit.'),
    language: optionalLanguage(),
    answers: Type.Optional(Type.Unsafe<AnswersInput | null>(AnswersBody)),
    attachments: optionalList(Attachment, 50, 'Attachments, by URL.'),
    about: Type.Optional(Type.Unsafe<{ complaint: string } | null>(AboutBody)),
    occurredAt: requiredTime('When it was said.'),
  },
  closed,
);
export type FeedbackBody = Static<typeof FeedbackBody>;

const orNull = <T>(value: T | null | undefined): T | null => value ?? null;

/** Checks what the schema cannot express. Throws Invalid with every fault. */
export function toFeedbackInput(body: FeedbackBody): FeedbackInput {
  const answers = body.answers ?? {};
  const ratings = answers.ratings ?? [];
  const factors = answers.factors ?? [];
  const faults = [...scaleErrors(ratings), ...repeatedFactors(factors)];
  if (faults.length > 0) throw new Invalid('request.invalid', 'The answers do not fit together.', faults);
  return {
    source: body.source,
    sourceId: body.id,
    customer: body.customer,
    method: body.method as Method,
    kind: orNull(body.kind) as Kind | null,
    touchpoint: orNull(body.touchpoint),
    channel: orNull(body.channel),
    phase: orNull(body.phase),
    campaign: orNull(body.campaign),
    programme: orNull(body.programme),
    pattern: orNull(body.pattern) as Pattern | null,
    category: orNull(body.category),
    text: body.text ? body.text : null,
    language: orNull(body.language),
    answers: {
      nps: orNull(answers.nps),
      csat: orNull(answers.csat),
      ces: orNull(answers.ces),
      ratings,
      factors: factors.map(({ factor, experience, expectation, importance, ideal }) => ({
        factor,
        experience: orNull(experience),
        expectation: orNull(expectation),
        importance: orNull(importance),
        ideal: orNull(ideal),
      })),
    },
    attachments: (body.attachments ?? []).map(({ url, name }) => ({ url, name: orNull(name) })),
    about: body.about ? { complaint: body.about.complaint.toLowerCase() } : null,
    occurredAt: parseTimestamp(body.occurredAt, '/occurredAt'),
  };
}

const scaleErrors = (ratings: readonly Static<typeof Rating>[]): FieldError[] =>
  ratings.flatMap(({ value, min, max }, index) => {
    const pointer = `/answers/ratings/${index}`;
    if (min >= max) return [{ pointer: `${pointer}/max`, code: 'out-of-range', detail: 'must be more than min' }];
    if (value >= min && value <= max) return [];
    return [{ pointer: `${pointer}/value`, code: 'out-of-range', detail: `must be from ${min} to ${max}` }];
  });

const repeatedFactors = (factors: readonly Static<typeof FactorAnswer>[]): FieldError[] =>
  factors.flatMap(({ factor }, index) =>
    factors.findIndex((other) => other.factor === factor) < index
      ? [{ pointer: `/answers/factors/${index}/factor`, code: 'repeated', detail: 'is answered twice' }]
      : [],
  );
