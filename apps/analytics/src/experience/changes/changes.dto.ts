import { Flag, Integer, ListOf, Nested, Num, OmitFields, OneOf, Text, Timestamp } from '@harken/service';
import { Transform } from 'class-transformer';
import { IntervalDto } from '../../figures/figures.dto.ts';
import { ScoresQueryParams } from '../../scores/scores.dto.ts';
import { changeDimensions } from './changes.queries.ts';
import { datedEventKinds } from './dated-events.ts';

const moment = { optional: true, min: 0, max: 40, openApi: { required: true } } as const;

export class ChangesQueryParams extends OmitFields(ScoresQueryParams, [
  'from',
  'to',
  'period',
  'groupBy',
  'product',
  'location',
  'cursor',
  'limit',
]) {
  @Text({
    description: 'The beginning: RFC 3339, or a date of the time zone.',
    example: '2026-03-01T00:00:00Z',
    ...moment,
  })
  from?: string;
  @Text({ description: 'Its end.', example: '2026-04-01T00:00:00Z', ...moment })
  to?: string;
  @Transform(({ value }) => (Array.isArray(value) ? value.join(',') : value))
  @Text({
    description: `By which dimensions: of ${changeDimensions.join(', ')}. Without it by all that have more than one part.`,
    example: 'touchpoint,segment',
    optional: true,
    min: 0,
    max: 300,
  })
  by?: string;
  @Text({
    description:
      'With what: `previous` (as long, just before), `year` (the same dates a year before), a time (the beginning of a period as long), or `from/to`.',
    example: 'previous',
    default: 'previous',
    optional: true,
    min: 1,
    max: 80,
  })
  against: string = 'previous';
}

export class PeriodFigureDto {
  @Integer({ description: 'How many answers.', example: 40 }) n!: number;
  @Num({ description: 'The score; null without answers.', example: 12.5, nullable: true }) value!: number | null;
}

export class ChangeItemDto {
  @OneOf(changeDimensions, { description: 'The dimension.', example: 'touchpoint' }) dimension!: string;
  @Text({ description: 'Its part of the answers; null for those without.', example: 'handover', nullable: true })
  value!: string | null;
  @Num({ description: 'What the change of its share of the answers brought.', example: -1.5 }) mix!: number;
  @Num({ description: 'What the change of its own score brought.', example: -8.5 }) rate!: number;
  @Nested(() => PeriodFigureDto, { description: 'Its score before.' }) before!: PeriodFigureDto;
  @Nested(() => PeriodFigureDto, { description: 'Its score now.' }) after!: PeriodFigureDto;
  @Num({
    description: 'How often chance alone moves its score so far; null where there is too little to tell.',
    example: 0.0004,
    nullable: true,
  })
  p!: number | null;
  @Flag({
    description:
      'Whether its score moved beyond chance: of all that are said to, at most 5 % did not (Benjamini and Hochberg).',
    example: true,
  })
  beyondChance!: boolean;
}

export class AnswerCountsDto {
  @Integer({ description: 'Before.', example: 400 }) before!: number;
  @Integer({ description: 'Now.', example: 420 }) after!: number;
}

export class PeriodDto {
  @Timestamp({ description: 'From here on.', example: '2026-03-01T00:00:00.000Z' }) from!: string;
  @Timestamp({ description: 'Before this.', example: '2026-04-01T00:00:00.000Z' }) to!: string;
}

export class ComparedPeriodsDto {
  @Nested(() => PeriodDto, { description: 'What it is compared with.' }) before!: PeriodDto;
  @Nested(() => PeriodDto, { description: 'The period.' }) after!: PeriodDto;
}

export class DatedEventDto {
  @OneOf(datedEventKinds, { description: 'What happened.', example: 'journey-published' }) kind!: string;
  @Text({ description: 'The journey, or the monitor.', example: 'property' }) subject!: string;
  @Text({ description: 'The version of the map, or the id of the alert.', example: '3' }) key!: string;
  @Timestamp({ description: 'When.', example: '2026-03-12T09:00:00.000Z' }) at!: string;
  @Text({ description: 'Where; null for more than one touchpoint.', example: null, nullable: true })
  touchpoint!: string | null;
}

export class ChangesDto {
  @Num({ description: 'The score before; null without answers.', example: 20, nullable: true }) before!: number | null;
  @Num({ description: 'The score now.', example: 10, nullable: true }) after!: number | null;
  @Num({ description: '`after` less `before`.', example: -10, nullable: true }) change!: number | null;
  @Nested(() => AnswerCountsDto, { description: 'How many answers.' }) n!: AnswerCountsDto;
  @Nested(() => IntervalDto, { description: 'Where the change lies (Welch); null without one.', nullable: true })
  interval!: IntervalDto | null;
  @Num({ description: 'How often chance alone moves it so far.', example: 0.03, nullable: true }) p!: number | null;
  @Text({ description: 'Why there is no change to explain; null if there is.', example: null, nullable: true })
  reason!: string | null;
  @Text({
    description: 'The scale of the answers; of several that with the most answers.',
    example: '0..10',
    nullable: true,
  })
  scale!: string | null;
  @Nested(() => ComparedPeriodsDto, { description: 'Both periods.' }) periods!: ComparedPeriodsDto;
  @ListOf(() => ChangeItemDto, {
    description: 'By each dimension `mix` and `rate` of its parts add up to `change`, to the last digit.',
  })
  items!: ChangeItemDto[];
  @ListOf(() => DatedEventDto, { description: 'What happened meanwhile, the newest first, at most 100.' })
  events!: DatedEventDto[];
}
