import { severities } from '@harken/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { weekdays } from '../../calendars/business-calendar.ts';

const texts = [{ type: 'string' }, { type: 'array', items: { type: 'string' } }];
const condition = (what: string, example: unknown) =>
  ApiPropertyOptional({ description: `${what}; of a list one must hold.`, oneOf: texts, example });

export class TimeOfDayDto {
  @ApiProperty({ description: 'The IANA time zone whose wall clock counts.', example: 'Asia/Hong_Kong' })
  zone!: string;
  @ApiPropertyOptional({ description: 'The first minute.', default: '00:00', example: '18:00' })
  from?: string;
  @ApiPropertyOptional({
    description: 'The first minute after it; before `from` it is on the next day.',
    default: '24:00',
    example: '09:00',
  })
  to?: string;
  @ApiPropertyOptional({
    description: 'The days on which it begins.',
    enum: weekdays,
    isArray: true,
    example: ['saturday', 'sunday'],
  })
  weekdays?: string[];
}

/** For the document only: `conditionFaults` checks, because it names faults at any depth by their pointers. */
export class ConditionsDto {
  @condition('Where it happened', 'handover')
  touchpoint?: string | string[];
  @condition('What it is about', ['defect', 'delay'])
  category?: string | string[];
  @condition(`How bad it is said to be: ${severities.join(', ')}`, ['critical', 'high'])
  severity?: string | string[];
  @condition('A segment of the customer', 'owner-occupier')
  segment?: string | string[];
  @condition("The customer's tier", 'gold')
  tier?: string | string[];
  @condition('Where the customer stands in the journey', 'moving-in')
  stage?: string | string[];
  @condition('The language; `zh` takes `zh-Hant` too', 'zh')
  language?: string | string[];
  @condition('How it came in', 'phone')
  channel?: string | string[];
  @condition('How the feedback was given', 'survey')
  method?: string | string[];
  @condition('The campaign it goes back to', 'spring-2026')
  campaign?: string | string[];
  @condition('Who brought it: `feedback`, or a `person` who took it down', 'person')
  origin?: string | string[];

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
