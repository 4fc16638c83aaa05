import { Flag, Integer, Nested, Num, OneOf, Text } from '@harken/service';
import { IntervalDto } from '../figures/figures.dto.ts';
import { CostDto } from './initiative.dto.ts';
import { type EffectVerdict, type MeasuredEffect, verdicts } from './measure-effect.ts';

const Maybe = (description: string, example: number) => Num({ description, example, nullable: true });

export class AdjustedEffectDto {
  @Num({ description: 'The effect.', example: 11.8 }) effect!: number;
  @Num({ description: 'At least, with 95 %.', example: 4.2 }) low!: number;
  @Num({ description: 'At most.', example: 19.4 }) high!: number;
}

export class EffectTouchpointsDto {
  @Integer({ description: 'Touchpoints of the initiative with data before and after.', example: 3 }) treated!: number;
  @Integer({ description: 'Touchpoints that it is compared with.', example: 5 }) compared!: number;
}

export class ResponseRateDto {
  @Integer({ description: 'Customers with an interaction `campaign-sent`.', example: 400 }) sent!: number;
  @Integer({ description: 'Of these, customers with an interaction or feedback of the campaign since.', example: 52 })
  responded!: number;
  @Maybe('Their share; null if nothing was sent.', 0.13) rate!: number | null;
  @Nested(() => IntervalDto, { description: 'Where it lies.', nullable: true }) interval!: IntervalDto | null;
}

export class EffectDto {
  @OneOf(['difference-in-differences', 'interrupted-time-series'], {
    description: 'How; null if it cannot be told.',
    example: 'difference-in-differences',
    nullable: true,
  })
  method!: MeasuredEffect['method'];
  @Text({ description: 'By what it is judged.', example: 'nps' }) metric!: string;
  @Maybe('The effect, in the unit of the metric; of counts without comparison, relative.', 12.3) effect!: number | null;
  @Maybe('At least, with 95 %.', 3.1) low!: number | null;
  @Maybe('At most.', 21.5) high!: number | null;
  @Maybe('The probability of such an effect if there is none.', 0.009) p!: number | null;
  @Integer({ description: 'Answers, orders or complaints behind it.', example: 812 }) n!: number;
  @OneOf(verdicts, { description: 'What the data say.', example: 'better' }) verdict!: EffectVerdict;
  @Text({
    description: 'The same in a sentence.',
    example: 'nps is better by 12.3 compared with 5 other touchpoints (95 %: 3.1 to 21.5).',
  })
  sentence!: string;
  @Maybe('The metric at its touchpoints before; of sums, by day; null without data.', 14.2) before!: number | null;
  @Maybe('The same after.', 26.5) after!: number | null;
  @Flag({ description: 'Whether the effect is a share of what it was before: -0.2 is a fifth less.', example: false })
  relative!: boolean;
  @Nested(() => EffectTouchpointsDto, { description: 'How many touchpoints.' }) touchpoints!: EffectTouchpointsDto;
  @Nested(() => AdjustedEffectDto, {
    description: 'With what was before as covariate; null with fewer than three touchpoints on a side.',
    nullable: true,
  })
  adjusted!: AdjustedEffectDto | null;
  @Maybe('The effect per smallest unit of its cost; null without a cost.', 0.0000024) effectPerCost!: number | null;
  @Nested(() => CostDto, {
    description: 'What one unit of the effect has cost; null unless it is better.',
    nullable: true,
  })
  costPerUnit!: CostDto | null;
  @Nested(() => ResponseRateDto, { description: 'Who answered the campaign; null without one.', nullable: true })
  response!: ResponseRateDto | null;
}
