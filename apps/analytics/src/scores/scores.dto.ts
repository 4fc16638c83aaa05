import { methods, patterns, phases } from '@harken/contracts';
import { Integer, Nested, Num, Text } from '@harken/service';
import { DimensionFilter, FiguresQueryParams, FiguresRowDto, IntervalDto } from '../figures/figures.dto.ts';

export class ScoresQueryParams extends FiguresQueryParams {
  // `parseMetric` reports a missing or unknown metric with the list of metrics.
  @Text({
    description: '`nps`, `csat`, `ces`, `rating:<name>` or `experience:<factor>`.',
    example: 'nps',
    optional: true,
    min: 0,
    max: 220,
    openApi: { required: true },
  })
  metric?: string;

  @DimensionFilter('handover', 'touchpoint') touchpoint?: string[];
  @DimensionFilter('moving-in', 'stage of a journey map') stage?: string[];
  @DimensionFilter('property', 'journey') journey?: string[];
  @DimensionFilter('web', 'channel') channel?: string[];
  @DimensionFilter('owner-occupier', 'segment of the customer') segment?: string[];
  @DimensionFilter('gold', 'value tier of the customer') tier?: string[];
  @DimensionFilter('after-sales', 'team that owns the touchpoint') team?: string[];
  @DimensionFilter('spring', 'campaign') campaign?: string[];
  @DimensionFilter('kitchen', 'product') product?: string[];
  @DimensionFilter('tower-2', 'location') location?: string[];
  @DimensionFilter('after-handover', 'programme') programme?: string[];
  @DimensionFilter('past', 'monitoring pattern', patterns) pattern?: string[];
  @DimensionFilter('during', 'phase', [...phases, '']) phase?: string[];
  @DimensionFilter('en', 'language') language?: string[];
  @DimensionFilter('survey', 'method', methods) method?: string[];
}

const Count = (description: string, example: number) => Integer({ description, example, optional: true });
const Share = (description: string, example: number) => Num({ description, example, nullable: true });

export class NpsSharesDto {
  @Share('Of promoters.', 0.275) promoters!: number | null;
  @Share('Of passives.', 0.325) passives!: number | null;
  @Share('Of detractors.', 0.4) detractors!: number | null;
}

export class ScaleDto {
  @Num({ description: 'The worst.', example: 1 }) min!: number;
  @Num({ description: 'The best.', example: 5 }) max!: number;
}

export class ScoreRowDto extends FiguresRowDto {
  @Integer({ description: 'How many answers.', example: 40 }) n!: number;
  @Num({ description: 'The score; null without answers.', example: -12.5, nullable: true }) value!: number | null;
  @Nested(() => IntervalDto, { description: 'Where the score lies; null without one.', nullable: true })
  interval!: IntervalDto | null;
  @Count('NPS: answers of 9 and 10.', 11) promoters?: number;
  @Count('NPS: answers of 7 and 8.', 13) passives?: number;
  @Count('NPS: answers of 0 to 6.', 16) detractors?: number;
  @Nested(() => NpsSharesDto, { description: 'NPS: the same as shares.', optional: true }) shares?: NpsSharesDto;
  @Count('CSAT: answers of 4 and 5.', 31) satisfied?: number;
  @Num({ description: 'CSAT: the mean.', example: 4.1, optional: true, nullable: true }) mean?: number | null;
  @Nested(() => ScaleDto, { description: 'Means: their scale.', optional: true, nullable: true })
  scale?: ScaleDto | null;
}
