import { type Method, methods, type Pattern, patterns } from '@harken/contracts';
import { Integer, ListOf, Nested, Num, OneOf, Text, Timestamp, text } from '@harken/service';
import { type ConsentRule, consentRules, type Programme, programmeDefaults, triggerKinds } from './programme.ts';
import { Local, QuestionDto } from './survey.dto.ts';

const duration = { min: 2, max: 40 } as const;
const names = (description: string, example: string[]) =>
  ListOf(text({ max: 200 }), { description, example, optional: true, max: 100 });

export class AudienceDto {
  @names('Any of these segments.', ['owner-occupier']) segments?: string[];
  @names('One of these value tiers.', ['gold']) tiers?: string[];
  @names('At one of these life cycle stages.', ['run-in']) stages?: string[];
  @names('Asked after something at one of these touchpoints.', ['handover']) touchpoints?: string[];
  @names('Speaks one of these languages; `zh` also means zh-Hant.', ['th', 'zh']) languages?: string[];
}

export class TriggerDto {
  @OneOf(triggerKinds, { description: 'What makes it ask.', example: 'interaction' })
  kind!: Programme['trigger']['kind'];
  @ListOf(text({ max: 200 }), {
    description: 'Of interaction: after which types.',
    example: ['visit'],
    optional: true,
    max: 50,
  })
  types?: string[];
  @Text({
    description: 'Of interaction and complaint_closed: how long after it; at once unless given.',
    example: 'P1D',
    optional: true,
    ...duration,
  })
  delay?: string;
  @Timestamp({
    description: 'Of calendar and account_study: when everybody in the audience is asked for the first time.',
    example: '2026-06-01T09:00:00+07:00',
    optional: true,
  })
  from?: string;
  @Text({
    description: 'Of calendar: after what time again, also in months and years; once unless given.',
    example: 'P3M',
    optional: true,
    nullable: true,
    ...duration,
  })
  every?: string | null;
  @Text({
    description: 'Of calendar and account_study: the IANA time zone in which months are counted; UTC unless given.',
    example: 'Asia/Bangkok',
    optional: true,
    max: 100,
  })
  timezone?: string;
  @ListOf(text({ max: 200 }), {
    description: 'Of list: these customers, by external id, each once.',
    example: ['crm-10042'],
    optional: true,
    max: 10_000,
  })
  customers?: string[];
}

export class QuotaDto {
  @Integer({ description: 'At most so many.', example: 200, min: 1, max: 1_000_000_000 }) max!: number;
  @OneOf(['invitations', 'answers'], {
    description: 'Of what; invitations unless given.',
    example: 'answers',
    optional: true,
    default: 'invitations',
  })
  count?: 'invitations' | 'answers';
  @Text({
    description: 'Within this time back; ever unless given.',
    example: 'P7D',
    optional: true,
    nullable: true,
    ...duration,
  })
  within?: string | null;
  @Nested(() => AudienceDto, { description: 'Of this part of the audience; of all unless given.', optional: true })
  of?: AudienceDto;
}

/** The body of PUT /v1/programmes/{id}: always the whole programme. */
export class ProgrammeBody {
  @Text({ description: 'For people.', example: 'After the handover', max: 200 }) name!: string;
  @OneOf(patterns, {
    description: 'Kind of monitoring; from the method unless given.',
    example: 'past',
    optional: true,
    nullable: true,
  })
  pattern?: Pattern | null;
  @OneOf(methods, {
    description: 'What its answers are collected as.',
    example: 'survey',
    optional: true,
    default: 'survey',
  })
  method?: Method;
  @Local('The heading of the page.', { en: 'Your handover' }, { optional: true }) title?: Record<string, string>;
  @Local('What stands before the questions.', { en: 'It takes two minutes.' }, { optional: true })
  introduction?: Record<string, string>;
  @Local('What stands on the last page.', { en: 'Thank you.' }, { optional: true }) thanks?: Record<string, string>;
  @ListOf(() => QuestionDto, { description: 'What is asked, in order.', min: 1, max: 100 }) questions!: QuestionDto[];
  @Nested(() => AudienceDto, { description: 'Who is asked; everybody unless given.', optional: true })
  audience?: AudienceDto;
  @Nested(() => TriggerDto, {
    description: 'When somebody is asked.',
    example: { kind: 'interaction', types: ['visit'] },
  })
  trigger!: TriggerDto;
  @Num({
    description:
      'The share of customers that are asked at all: always the same ones, and more of them if it is raised.',
    example: 0.5,
    optional: true,
    default: 1,
    min: 0.0001,
    max: 1,
  })
  sampling?: number;
  @ListOf(() => QuotaDto, { description: 'How many at most.', optional: true, max: 50 }) quotas?: QuotaDto[];
  @Text({
    description: 'Nobody is invited whom any programme has invited within this time; PT0S: no matter.',
    example: 'P30D',
    optional: true,
    default: programmeDefaults.quarantine,
    ...duration,
  })
  quarantine?: string;
  @OneOf(consentRules, {
    description:
      'What the consent `surveys` of the customer must say: not false (not_refused), or true (given). A false always refuses.',
    example: 'given',
    optional: true,
    default: programmeDefaults.consent,
  })
  consent?: ConsentRule;
  @Text({
    description: 'How long an invitation can be answered.',
    example: 'P14D',
    optional: true,
    default: programmeDefaults.validFor,
    ...duration,
  })
  validFor?: string;
  @ListOf(text({ ...duration }), {
    description: 'How long after the invitation to remind who has not answered.',
    example: ['P3D', 'P7D'],
    optional: true,
    max: 5,
  })
  reminders?: string[];
  @Timestamp({
    description: 'When it ends by itself.',
    example: '2026-12-31T17:00:00Z',
    optional: true,
    nullable: true,
  })
  endsAt?: string | null;
}

/** A programme in a response: as published, with what was left out. */
export class ProgrammeDto extends ProgrammeBody {
  @Text({ description: 'Its id.', example: 'after-handover' }) id!: string;
  @Integer({ description: 'Grows with each publication; the ETag, and the version of its survey.', example: 1 })
  version!: number;
}

const audienceOf = ({ segments, tiers, stages, touchpoints, languages }: AudienceDto = {}): Programme['audience'] => ({
  segments: segments ?? [],
  tiers: tiers ?? [],
  stages: stages ?? [],
  touchpoints: touchpoints ?? [],
  languages: languages ?? [],
});

/** `assertValidProgramme` refuses what a trigger lacks, and what does not belong to it. */
const triggerOf = ({ from, ...trigger }: TriggerDto) => ({
  ...(trigger.kind === 'interaction' || trigger.kind === 'complaint_closed' ? { delay: 'PT0S' } : {}),
  ...(trigger.kind === 'calendar' ? { every: null, timezone: 'UTC' } : {}),
  ...(trigger.kind === 'account_study' ? { timezone: 'UTC' } : {}),
  ...trigger,
  ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
});

export const toProgramme = (body: ProgrammeBody): Partial<Programme> => ({
  ...(body as Partial<Programme>),
  audience: audienceOf(body.audience),
  trigger: triggerOf(body.trigger) as Programme['trigger'],
  quotas: (body.quotas ?? []).map(({ max, count, within, of }) => ({
    max,
    count: count ?? 'invitations',
    within: within ?? null,
    of: audienceOf(of),
  })),
  ...(body.endsAt ? { endsAt: new Date(body.endsAt).toISOString() } : {}),
});
