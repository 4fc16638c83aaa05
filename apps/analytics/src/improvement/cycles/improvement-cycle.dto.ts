import { Flag, Integer, ListOf, Nested, Num, OneOf, Text, Timestamp, text } from '@harken/service';
import { type EffectVerdict, verdicts } from '../../initiatives/measure-effect.ts';
import { PlanResultDto } from '../plans/action-plan.dto.ts';

const Maybe = (description: string, example: number) => Num({ description, example, nullable: true });
const Texts = (description: string, example: string[]) =>
  ListOf(text({ max: 2_000 }), { description, example, default: [], optional: true, max: 50 });
const Optional = (description: string, example: string, max = 200) =>
  Text({ description, example, optional: true, nullable: true, max });
const OptionalId = (description: string, example: string) =>
  Text({ description, example, optional: true, nullable: true, max: 200, chosenId: true });

export class AlignmentDto {
  @Optional('How it fits the strategy.', 'Shops instead of sales on the web.', 5_000) strategy?: string | null;
  @Optional('What it takes.', 'Close weak shops elsewhere; share the stock.', 5_000) capability?: string | null;
}

export class ImprovementCycleBody {
  @Text({ description: 'What it is called.', example: 'Convenience', max: 200 }) name!: string;
  @OptionalId('Where; everywhere without it.', 'shop') touchpoint?: string | null;
  @OptionalId('For which segment of customers; for all without it.', 'regulars') segment?: string | null;
  @Timestamp({ description: 'Answers from then on are the present experience.', example: '2026-01-01T00:00:00.000Z' })
  from!: string;
  @Timestamp({ description: 'Before then; answers since measure the cycle.', example: '2026-03-01T00:00:00.000Z' })
  to!: string;
  @Texts('Step 1: what the brand stands for.', ['Marked prices', 'A brand to depend on']) brandValues?: string[];
  @Texts('Step 5: what is required to close the gap.', ['More shops in the same street']) requirements?: string[];
  @Nested(() => AlignmentDto, { description: 'Step 6: with strategy and capability.', optional: true, nullable: true })
  alignment?: AlignmentDto | null;
  @ListOf(text({ max: 100 }), {
    description: 'Ids of its action plans.',
    example: ['more-shops'],
    default: [],
    optional: true,
    unique: true,
    max: 50,
  })
  actionPlans?: string[];
  @OptionalId('The cycle before: without brand values of its own this one starts from its key experience.', 'brand')
  previous?: string | null;
}

export class CycleMeanDto {
  @Num({ description: 'The mean, 0 to 10.', example: 5 }) mean!: number;
  @Maybe('At least, with 95 %.', 4.6) low!: number | null;
  @Maybe('At most.', 5.4) high!: number | null;
  @Integer({ description: 'How many answers.', example: 120 }) n!: number;
}

const Mean = (description: string) => Nested(() => CycleMeanDto, { description, nullable: true });

export class CycleFactorDto {
  @Text({ description: 'The factor.', example: 'convenience' }) factor!: string;
  @Integer({ description: 'How many answers.', example: 120 }) n!: number;
  @Mean('Experience.') experience!: CycleMeanDto | null;
  @Mean('Expectation.') expectation!: CycleMeanDto | null;
  @Mean('Importance.') importance!: CycleMeanDto | null;
  @Mean('The ideal.') ideal!: CycleMeanDto | null;
  @Maybe('Experience less expectation.', -2) satisfaction!: number | null;
  @Maybe('Importance x satisfaction.', -18) priority!: number | null;
  @Maybe('Experience less the ideal.', -5) gap!: number | null;
}

export class KeyExperienceDto {
  @Text({ description: 'The factor with the worst of importance x satisfaction.', example: 'convenience' })
  factor!: string;
  @Maybe('Its importance.', 9) importance!: number | null;
  @Num({ description: 'Its satisfaction.', example: -2 }) satisfaction!: number;
  @Maybe('Importance x satisfaction.', -18) priority!: number | null;
}

export class CycleGapDto {
  @Text({ description: 'The factor.', example: 'convenience' }) factor!: string;
  @Num({ description: 'The actual experience.', example: 5 }) actual!: number;
  @Num({ description: 'The ideal one.', example: 10 }) ideal!: number;
  @Num({ description: 'Actual less ideal.', example: -5 }) gap!: number;
}

export class CycleFeedbackDto {
  @Text({ description: 'The factor.', example: 'convenience' }) factor!: string;
  @Nested(() => CycleMeanDto, { description: 'Its experience when the cycle began.' }) before!: CycleMeanDto;
  @Mean('Its experience since.') after!: CycleMeanDto | null;
  @Maybe('The change.', 3) change!: number | null;
  @Maybe('At least, with 95 %.', 2.1) low!: number | null;
  @Maybe('At most.', 3.9) high!: number | null;
  @OneOf(verdicts, { description: 'What the data say.', example: 'better' }) verdict!: EffectVerdict;
  @Text({ description: 'The same in a sentence.', example: 'convenience is better by 3 (95 %: 2.1 to 3.9).' })
  sentence!: string;
}

export class CyclePlanDto {
  @Text({ description: 'Its id.', example: 'more-shops' }) id!: string;
  @Text({ description: 'What it is called; null if there is no such plan.', example: 'More shops', nullable: true })
  name!: string | null;
  @Flag({ description: 'Whether it is due.', example: true }) isDue!: boolean;
  @Nested(() => PlanResultDto, { description: 'The verdict of the data; null until it is due.', nullable: true })
  result!: PlanResultDto | null;
}

export class ImprovementCycleDto extends ImprovementCycleBody {
  @Text({ description: 'Its id.', example: 'convenience' }) id!: string;
  @Integer({ description: 'Grows with each publication; the ETag.', example: 2 }) version!: number;
  @Timestamp({ description: 'Since when the steps 2 to 4 are frozen.', example: '2026-03-02T10:15:02.000Z' })
  frozenAt!: Date;
  @ListOf(() => CycleFactorDto, { description: 'Step 2: present experience and expectation.' })
  experience!: CycleFactorDto[];
  @Nested(() => KeyExperienceDto, { description: 'Step 3; null without answers.', nullable: true })
  keyExperience!: KeyExperienceDto | null;
  @Nested(() => CycleGapDto, { description: 'Step 4; null if nobody said what would be ideal.', nullable: true })
  gap!: CycleGapDto | null;
  @Nested(() => CycleFeedbackDto, {
    description: 'Step 7: the key experience since; null without one.',
    nullable: true,
  })
  feedback!: CycleFeedbackDto | null;
  @ListOf(() => CyclePlanDto, { description: 'Its action plans and what the data say of them.' })
  plans!: CyclePlanDto[];
  @ListOf(text(), { description: 'Cycles that start from its result.', example: [] }) next!: string[];
}
