import { Flag, Id, Integer, ListOf, Nested, Num, OneOf, Text, Timestamp, text } from '@harken/service';
import { CostDto } from '../../initiatives/initiative.dto.ts';
import { type EffectVerdict, type MeasuredEffect, verdicts } from '../../initiatives/measure-effect.ts';
import { actionPlanDefaults as defaults } from './action-plan.ts';

const Maybe = (description: string, example: number) => Num({ description, example, nullable: true });
const Optional = (description: string, example: string, max = 200) =>
  Text({ description, example, optional: true, nullable: true, max });
const OptionalId = (description: string, example: string) =>
  Text({ description, example, optional: true, nullable: true, max: 200, chosenId: true });

export class ActionPlanBody {
  @Text({ description: 'What it is called.', example: 'More shops in the same street', max: 200 }) name!: string;
  @Text({ description: 'Who answers for it.', example: 'anna', max: 200 }) owner!: string;
  @Optional('The department.', 'Operations') department?: string | null;
  @Optional('What is done.', 'Two shops more in Nathan Road.', 5_000) action?: string | null;
  @Timestamp({ description: 'From when on.', example: '2026-03-01T00:00:00.000Z' }) from!: string;
  @Timestamp({ description: 'When the data judge it.', example: '2026-06-01T00:00:00.000Z' }) due!: string;
  @Integer({ description: 'How far it is, in percent.', example: 40, default: 0, optional: true, min: 0, max: 100 })
  progress?: number;
  @Nested(() => CostDto, { description: 'What it costs.', optional: true, nullable: true }) cost?: CostDto | null;
  @Id({
    description: 'The problem that it solves.',
    example: '01926f3a-7c1e-7b54-9d0e-000000000009',
    optional: true,
    nullable: true,
  })
  problem?: string | null;
  @OptionalId('Where; everywhere without one.', 'handover') touchpoint?: string | null;
  @OptionalId('The standard that it is to reach.', 'handover-nps') standard?: string | null;
  @ListOf(text({ max: 200 }), {
    description: 'For which segments of customers; for all without any.',
    example: [],
    default: [],
    optional: true,
    unique: true,
    max: 50,
  })
  segments?: string[];
  @Text({
    description: 'By what it is judged: a metric of `GET /v1/scores`, `complaints`, `orders` or `revenue:<currency>`.',
    example: 'experience:convenience',
    default: defaults.metric,
    optional: true,
    max: 220,
  })
  metric?: string;
  @Num({ description: 'What the metric was.', example: 5, optional: true, nullable: true }) baseline?: number | null;
  @Num({ description: 'What it is to be.', example: 8, optional: true, nullable: true }) target?: number | null;
}

export class PlanResultDto {
  @OneOf(verdicts, { description: 'What the data say.', example: 'better' }) verdict!: EffectVerdict;
  @Text({
    description: 'The same in a sentence.',
    example: 'experience:convenience is better by 3 compared with the time before (95 %: 2.1 to 3.9).',
  })
  sentence!: string;
  @OneOf(['difference-in-differences', 'interrupted-time-series'], {
    description: 'The test; null if it cannot be told.',
    example: 'interrupted-time-series',
    nullable: true,
  })
  method!: MeasuredEffect['method'];
  @Maybe('The effect.', 3) effect!: number | null;
  @Maybe('At least, with 95 %.', 2.1) low!: number | null;
  @Maybe('At most.', 3.9) high!: number | null;
  @Maybe('The probability of such an effect if there is none.', 0.001) p!: number | null;
  @Integer({ description: 'Answers, orders or complaints behind it.', example: 240 }) n!: number;
  @Maybe('The metric before; of sums, by day.', 5) before!: number | null;
  @Maybe('The metric since.', 8.1) after!: number | null;
  @Flag({ description: 'Whether the target is met; null without one, or without data.', example: true, nullable: true })
  targetMet!: boolean | null;
}

export class ActionPlanDto extends ActionPlanBody {
  @Text({ description: 'Its id.', example: 'more-shops' }) id!: string;
  @Integer({ description: 'Grows with each publication; the ETag.', example: 2 }) version!: number;
  @Flag({ description: 'Whether it is due.', example: true }) isDue!: boolean;
  @Nested(() => PlanResultDto, { description: 'The verdict of the data; null until it is due.', nullable: true })
  result!: PlanResultDto | null;
}
