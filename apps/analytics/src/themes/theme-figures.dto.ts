import { methods, patterns, phases } from '@harken/contracts';
import { Filter, Integer, Nested, Num, OmitFields, OneOf, Text, Timestamp, text } from '@harken/service';
import { DimensionFilter, FiguresQueryParams, IntervalDto } from '../figures/figures.dto.ts';
import { type ThemeKind, themeKinds } from './theme-figures.ts';

export class ThemeFiguresQueryParams extends OmitFields(FiguresQueryParams, ['groupBy']) {
  @Filter(text({ max: 100 }), { description: 'Only this theme.', example: 'delivery' }) theme?: string[];
  @DimensionFilter('handover', 'touchpoint') touchpoint?: string[];
  @DimensionFilter('moving-in', 'stage of a journey map') stage?: string[];
  @DimensionFilter('property', 'journey') journey?: string[];
  @DimensionFilter('web', 'channel') channel?: string[];
  @DimensionFilter('owner-occupier', 'segment of the customer') segment?: string[];
  @DimensionFilter('gold', 'value tier of the customer') tier?: string[];
  @DimensionFilter('after-sales', 'team that owns the touchpoint') team?: string[];
  @DimensionFilter('spring', 'campaign') campaign?: string[];
  @DimensionFilter('after-handover', 'programme') programme?: string[];
  @DimensionFilter('past', 'monitoring pattern', patterns) pattern?: string[];
  @DimensionFilter('during', 'phase', [...phases, '']) phase?: string[];
  @DimensionFilter('en', 'language') language?: string[];
  @DimensionFilter('survey', 'method', methods) method?: string[];
}

const Share = (description: string, example: number) => Num({ description, example, nullable: true });

export class ThemeScoreDto {
  @Integer({ description: 'How many of them answered.', example: 12 }) n!: number;
  @Share('The score; null without answers.', -25) value!: number | null;
  @Nested(() => IntervalDto, { description: 'Where it lies.', nullable: true }) interval!: IntervalDto | null;
}

export class ThemeBeforeDto {
  @Integer({ description: 'How many texts spoke of it then.', example: 6 }) n!: number;
  @Integer({ description: 'Of so many texts.', example: 100 }) texts!: number;
  @Share('The share.', 0.06) share!: number | null;
}

export class ThemeChangeDto extends IntervalDto {
  @Num({ description: 'The share less that of the period before.', example: 0.09 }) value!: number;
}

export class ThemeFiguresRowDto {
  @Timestamp({ description: 'The start of its period.', example: '2026-03-02T00:00:00.000Z', optional: true })
  period?: string;
  @OneOf(themeKinds, {
    description: 'A theme; the texts that the text reader was unsure of; those that fit none.',
    example: 'theme',
  })
  kind!: ThemeKind;
  @Text({ description: 'The theme, by its id.', example: 'delivery', nullable: true }) theme!: string | null;
  @Integer({ description: 'How many texts speak of it.', example: 18 }) n!: number;
  @Integer({ description: 'Of so many texts of customers.', example: 120 }) texts!: number;
  @Share('The share; a text can have several themes.', 0.15) share!: number | null;
  @Nested(() => IntervalDto, { description: 'Where the share lies (Wilson).', nullable: true })
  interval!: IntervalDto | null;
  @Nested(() => ThemeScoreDto, {
    description: 'The NPS of those who spoke of it; null for other rows.',
    nullable: true,
  })
  nps!: ThemeScoreDto | null;
  @Nested(() => ThemeScoreDto, { description: 'Their CSAT, the share of 4 and 5.', nullable: true })
  csat!: ThemeScoreDto | null;
  @Nested(() => ThemeBeforeDto, {
    description: 'The period before, or the time of the same length before the range; null if the range is open.',
    nullable: true,
  })
  before!: ThemeBeforeDto | null;
  @Nested(() => ThemeChangeDto, { description: 'The change since then (Newcombe interval).', nullable: true })
  change!: ThemeChangeDto | null;
}
