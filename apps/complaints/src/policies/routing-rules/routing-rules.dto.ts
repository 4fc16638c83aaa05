import { type Severity, severities } from '@harken/contracts';
import { AnyObject, Integer, ListOf, OneOf, oneOf, Text, text } from '@harken/service';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { weekdays } from '../../calendars/business-calendar.ts';
import type { RoutingConditions } from './conditions.ts';

const texts = [{ type: 'string' }, { type: 'array', items: { type: 'string' } }];
const Condition = (what: string, example: unknown) =>
  ApiPropertyOptional({ description: `${what}; of a list one must hold.`, oneOf: texts, example });

class TimeOfDayDto {
  @Text({ description: 'The IANA time zone whose wall clock counts.', example: 'Asia/Hong_Kong' }) zone!: string;
  @Text({ description: 'The first minute.', example: '18:00', optional: true, default: '00:00' }) from?: string;
  @Text({
    description: 'The first minute after it; before `from` it is on the next day.',
    example: '09:00',
    optional: true,
    default: '24:00',
  })
  to?: string;
  @ListOf(oneOf(weekdays), {
    description: 'The days on which it begins.',
    example: ['saturday', 'sunday'],
    optional: true,
  })
  weekdays?: string[];
}

/** For the document only: `checkConditions` checks, because it names faults at any depth by their pointers. */
class ConditionsDto {
  @Condition('Where it happened', 'handover') touchpoint?: string | string[];
  @Condition('What it is about', ['defect', 'delay']) category?: string | string[];
  @Condition(`How bad it is said to be: ${severities.join(', ')}`, ['critical', 'high']) severity?: string | string[];
  @Condition('A segment of the customer', 'owner-occupier') segment?: string | string[];
  @Condition("The customer's tier", 'gold') tier?: string | string[];
  @Condition('Where the customer stands in the journey', 'moving-in') stage?: string | string[];
  @Condition('The language; `zh` takes `zh-Hant` too', 'zh') language?: string | string[];
  @Condition('How it came in', 'phone') channel?: string | string[];
  @Condition('How the feedback was given', 'survey') method?: string | string[];
  @Condition('The campaign it goes back to', 'spring-2026') campaign?: string | string[];
  @Condition('The product it is about', 'kitchen') product?: string | string[];
  @Condition('The location it is about', ['tower-2', 'tower-3']) location?: string | string[];
  @Condition('Who brought it: `feedback`, or a `person` who took it down', 'person') origin?: string | string[];

  @ApiPropertyOptional({
    description:
      'Words or phrases in the text, whatever their case. By language, they are looked for in what is said in it or in a language we do not know; words in a script without spaces are looked for everywhere.',
    oneOf: [...texts, { type: 'object', additionalProperties: { oneOf: texts } }],
    example: { en: ['leak', 'water'], th: ['น้ำรั่ว'], zh: ['漏水'] },
  })
  text?: string | string[] | Record<string, string | string[]>;

  @ApiPropertyOptional({
    description: 'When it comes in.',
    type: TimeOfDayDto,
    example: { zone: 'Asia/Hong_Kong', from: '18:00', to: '09:00' },
  })
  time?: TimeOfDayDto;

  @ApiPropertyOptional({
    description: 'All of these.',
    type: () => [ConditionsDto],
    example: [{ tier: 'gold' }, { not: { channel: 'letter' } }],
  })
  all?: ConditionsDto[];

  @ApiPropertyOptional({
    description: 'At least one of these.',
    type: () => [ConditionsDto],
    example: [{ tier: 'gold' }],
  })
  any?: ConditionsDto[];

  @ApiPropertyOptional({ description: 'Not this.', type: () => ConditionsDto, example: { channel: 'letter' } })
  not?: ConditionsDto;
}

class RuleDto {
  @Text({ description: 'Its name.', example: 'handover-defects', max: 200 }) id!: string;

  @AnyObject({
    description:
      'All of these must hold; `all`, `any` and `not` combine them, up to 5 levels deep and 200 conditions in a rule.',
    example: { touchpoint: 'handover', any: [{ category: 'defect' }, { text: { en: ['leak'], zh: ['漏水'] } }] },
    openApi: { type: ConditionsDto },
  })
  when!: RoutingConditions;

  @Text({ description: 'Where it goes.', example: 'after-sales', max: 100, chosenId: true }) team!: string;
  @OneOf(severities, { description: 'How bad it is then.', example: 'high', optional: true }) severity?: Severity;

  @ListOf(text({ max: 200 }), {
    description: 'What the member of the team should know who gets it, while one who does is there.',
    example: ['plumbing'],
    optional: true,
    max: 20,
  })
  skills?: string[];
}

export class RoutingRulesBody {
  @ListOf(() => RuleDto, { description: 'In order; the first that holds decides.', max: 2000 }) rules!: RuleDto[];
  @Text({ description: 'Where everything else goes.', example: 'customer-care', max: 100 }) fallbackTeam!: string;
}

export class RoutingRulesDto extends RoutingRulesBody {
  @Integer({ description: 'Grows with each publication; the ETag.', example: 2 }) version!: number;
}
