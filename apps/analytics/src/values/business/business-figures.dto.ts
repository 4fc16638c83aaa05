import { phases } from '@harken/contracts';
import { Filter, Integer, ListOf, Nested, Num, Text, text } from '@harken/service';
import { DimensionFilter, FiguresQueryParams, FiguresRowDto, IntervalDto } from '../../figures/figures.dto.ts';

export class BusinessFiguresQueryParams extends FiguresQueryParams {
  @Filter(text({ min: 3, max: 3, pattern: /^[A-Z]{3}$/ }), {
    description: 'Only interactions with an amount in this currency.',
    example: 'HKD',
  })
  currency?: string[];
  @DimensionFilter('handover', 'touchpoint') touchpoint?: string[];
  @DimensionFilter('moving-in', 'stage of a journey map') stage?: string[];
  @DimensionFilter('property', 'journey') journey?: string[];
  @DimensionFilter('web', 'channel') channel?: string[];
  @DimensionFilter('owner-occupier', 'segment of the customer') segment?: string[];
  @DimensionFilter('gold', 'value tier of the customer') tier?: string[];
  @DimensionFilter('run-in', 'stage of the customer') customerStage?: string[];
  @DimensionFilter('sales', 'team that met the customer') team?: string[];
  @DimensionFilter('spring', 'campaign') campaign?: string[];
  @DimensionFilter('kitchen', 'product') product?: string[];
  @DimensionFilter('tower-2', 'location') location?: string[];
  @DimensionFilter('during', 'phase', [...phases, '']) phase?: string[];
  @DimensionFilter('promoter', 'newest NPS answer of the customer', ['promoter', 'passive', 'detractor', 'unknown'])
  loyalty?: string[];
  @DimensionFilter('no', 'answer to whether the customer has complained', ['yes', 'no']) complained?: string[];
}

export class RevenueDto {
  @Text({ description: 'The currency.', example: 'HKD' }) currency!: string;
  @Integer({ description: 'The sum, in the smallest unit; refunds are taken off.', example: 12_500_000 })
  minor!: number;
  @Integer({ description: 'How many orders.', example: 42 }) orders!: number;
}

const Share = (description: string, example: number) => Num({ description, example, nullable: true });

export class BusinessFiguresRowDto extends FiguresRowDto {
  @ListOf(() => RevenueDto, { description: 'Revenue per currency, never added up.' }) revenue!: RevenueDto[];
  @Integer({ description: 'Interactions with an amount above zero.', example: 42 }) orders!: number;
  @Integer({ description: 'Customers with any interaction.', example: 35 }) activeCustomers!: number;
  @Integer({ description: 'Customers with an order.', example: 30 }) buyers!: number;
  @Share('Share of the buyers with a second order; null without buyers.', 0.3) repeatRate!: number | null;
  @Nested(() => IntervalDto, { description: 'Where it lies.', nullable: true }) repeatRateInterval!: IntervalDto | null;
  @Share(
    'Share of the active customers who were active in the next period too; null without `period`, and while the next is not over.',
    0.6,
  )
  retention!: number | null;
  @Nested(() => IntervalDto, { description: 'Where it lies.', nullable: true }) retentionInterval!: IntervalDto | null;
}
