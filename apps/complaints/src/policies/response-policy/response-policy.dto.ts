import { AnyObject, Flag, Integer, ListOf, Nested, Num, OneOf, Text, Timestamp, text } from '@harken/service';
import { ValidateBy } from 'class-validator';
import { Duration } from '../../calendars/calendar.dto.ts';
import { areReasonWords, type PolicyScope, policyScopes } from './response-policy.ts';

const Target = (description: string, example: string) =>
  Duration({ description: `${description}, ISO 8601. In a business calendar a day is a working day.`, example });
const OptionalTarget = (description: string, example: string, without = ' Without it there is no such clock.') =>
  Duration({ description: `${description}, ISO 8601.${without}`, example, optional: true });

class OptionalTargetsDto {
  @OptionalTarget("From a customer's message to our next one", 'PT8H') nextResponse?: string;
  @OptionalTarget('Between two messages to the customer', 'P2D') progressUpdate?: string;
  @OptionalTarget('Until the first resolution', 'P5D') firstResolution?: string;

  @Text({
    description:
      "The calendar in which these targets count; `24x7`: around the clock. Else the team's, or the policy's.",
    example: '24x7',
    optional: true,
    max: 100,
  })
  calendar?: string;

  @Duration({
    description: 'How long clocks may stand still for the customer in all, ISO 8601, around the clock.',
    example: 'P14D',
    optional: true,
  })
  pauseCap?: string;
}

class TargetsDto extends OptionalTargetsDto {
  @Target('Until the customer is told it has arrived', 'PT4H') acknowledge!: string;
  @Target('Until the first answer', 'P1D') firstResponse!: string;
  @Target('Until it is resolved', 'P10D') resolution!: string;
}

/** Targets of an override: missing ones are as in the policy. */
class SomeTargetsDto extends OptionalTargetsDto {
  @OptionalTarget('Until the customer is told it has arrived', 'PT1H', '') acknowledge?: string;
  @OptionalTarget('Until the first answer', 'PT4H', '') firstResponse?: string;
  @OptionalTarget('Until it is resolved', 'P3D', '') resolution?: string;
}

class SeverityTargetsDto {
  @Nested(() => TargetsDto, { description: 'For critical ones.' }) critical!: TargetsDto;
  @Nested(() => TargetsDto, { description: 'For those of high severity.' }) high!: TargetsDto;
  @Nested(() => TargetsDto, { description: 'For normal ones.' }) normal!: TargetsDto;
  @Nested(() => TargetsDto, { description: 'For those of low severity.' }) low!: TargetsDto;
}

class SomeSeverityTargetsDto {
  @Nested(() => SomeTargetsDto, { description: 'For critical ones.', optional: true }) critical?: SomeTargetsDto;
  @Nested(() => SomeTargetsDto, { description: 'For those of high severity.', optional: true }) high?: SomeTargetsDto;
  @Nested(() => SomeTargetsDto, { description: 'For normal ones.', optional: true }) normal?: SomeTargetsDto;
  @Nested(() => SomeTargetsDto, { description: 'For those of low severity.', optional: true }) low?: SomeTargetsDto;
}

const AnyOf = (what: string, example: string, max = 200) =>
  ListOf(text({ max }), { description: `One of these ${what}.`, example: [example], optional: true, min: 1, max: 100 });

class OverrideConditionsDto {
  @AnyOf('categories', 'safety') category?: string[];
  @AnyOf('tiers', 'platinum') tier?: string[];
  @AnyOf('teams', 'after-sales', 100) team?: string[];
}

class OverrideDto {
  @Nested(() => OverrideConditionsDto, { description: 'All that is said here must hold.' })
  when!: OverrideConditionsDto;
  @Nested(() => SomeSeverityTargetsDto, { description: 'What is promised then.' }) targets!: SomeSeverityTargetsDto;
}

class EscalationStepDto {
  @Integer({ description: '1, 2, 3 ...', example: 1, min: 1, max: 9 }) level!: number;
  @Duration({ description: 'How long after the breach, ISO 8601.', example: 'PT0S' }) after!: string;
  @Duration({
    description:
      'How long the level may take before the complaint goes to the next one (`management_overdue`), ISO 8601; without it, for ever.',
    example: 'PT2H',
    optional: true,
  })
  actWithin?: string;
  @ListOf(text({ max: 200 }), {
    description: 'Who stands on this level under this policy; else whoever the level has.',
    example: ['mara'],
    optional: true,
    min: 1,
    max: 100,
  })
  people?: string[];
}

class RegulatoryProfileDto {
  @Text({ description: 'Which rule it is.', example: 'FCA DISP 1.6: final response', max: 200 }) name!: string;
  @Duration({
    description: 'From the opening to the final response, ISO 8601. Calendar time, whatever happens.',
    example: 'P8W',
  })
  duration!: string;
}

/** reason -> language -> words. */
const ReasonWords = ValidateBy({
  name: 'isReasonWords',
  validator: { validate: areReasonWords, defaultMessage: () => 'must be lists of words by reason and language' },
});

export class ResponsePolicyBody {
  @Nested(() => SeverityTargetsDto, { description: 'What is promised, per severity.' })
  targets!: SeverityTargetsDto;

  @Text({
    description:
      'The calendar in which targets count that name none: a business calendar, or `24x7`. A team with a calendar of its own works by that one.',
    example: 'office-hours',
    optional: true,
    max: 100,
  })
  calendar?: string;

  @ListOf(() => OverrideDto, {
    description: 'Other targets for some complaints: the first that fits holds, and says only what is different.',
    optional: true,
    max: 100,
  })
  overrides?: OverrideDto[];

  @Num({ description: 'The share of a target after which its clock warns.', example: 0.8, min: 0.01, max: 1 })
  warnAt!: number;

  @ListOf(() => EscalationStepDto, { description: 'Who hears of a breach, and when.', min: 1, max: 9 })
  ladder!: EscalationStepDto[];

  @ListOf(text({ pattern: /^[\p{L}\p{N}_.-]{1,100}$/u, message: 'must be names of letters, digits, _ . -' }), {
    description:
      'What is escalated to the top level at once: `top_tier`, a reason with words (safety, legal, regulator, media or your own), a category, `third_complaint`: of a customer who complains again and again, `second_reopen`: a complaint that is reopened once more, or `compensation_above_limit`: a proposal that only management may approve.',
    example: ['safety', 'legal', 'regulator', 'media', 'top_tier', 'third_complaint'],
    max: 50,
  })
  straightToManagement!: string[];

  @ListOf(text({ max: 200 }), {
    description: 'Which tiers are `top_tier`.',
    example: ['platinum', 'vip', 'top'],
    optional: true,
    max: 50,
  })
  topTiers?: string[];

  @Duration({
    description: 'How long after its end a complaint may be reopened, ISO 8601.',
    example: 'P14D',
    optional: true,
  })
  reopenWindow?: string;

  @Flag({
    description:
      'Whether a message of the customer after the end, within the window, reopens the complaint; else it is kept and flagged.',
    example: false,
    optional: true,
    default: false,
  })
  reopenOnMessage?: boolean;

  @Duration({
    description: 'How long clocks may stand still for the customer in all, ISO 8601, around the clock.',
    example: 'P14D',
    optional: true,
  })
  pauseCap?: string;

  @Nested(() => RegulatoryProfileDto, { description: 'The deadline that the law sets.', optional: true })
  regulatory?: RegulatoryProfileDto;

  @ReasonWords
  @AnyObject({
    description: 'Words that raise a reason, per language; the shipped lists (English, Chinese, Thai) without it.',
    example: { safety: { en: ['unsafe', 'injured'], zh: ['受伤'], th: ['บาดเจ็บ'] } },
    optional: true,
    values: { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } },
  })
  words?: Record<string, Record<string, string[]>>;
}

export class PublishPolicyBody extends ResponsePolicyBody {
  @Timestamp({
    description: 'From when it holds; at once without it.',
    example: '2027-01-01T00:00:00Z',
    optional: true,
  })
  effectiveFrom?: string;

  @OneOf(policyScopes, {
    description: '`open`: running clocks are recomputed under it. `new`: they keep their targets.',
    example: 'new',
    optional: true,
    default: 'new',
  })
  appliesTo?: PolicyScope;
}

export class ResponsePolicyDto extends ResponsePolicyBody {
  @Integer({ description: 'Grows with each publication; the ETag.', example: 2 }) version!: number;
  @Timestamp({ description: 'From when it holds.', example: '2026-03-02T09:00:00.000Z' }) effectiveFrom!: Date;
  @OneOf(policyScopes, { description: 'What it was published for.', example: 'new' }) appliesTo!: PolicyScope;
  @Timestamp({ description: 'When it was published.', example: '2026-03-02T09:00:00.000Z' }) publishedAt!: Date;
  @Text({ description: 'Who published it.', example: 'acme' }) publishedBy!: string;
}
