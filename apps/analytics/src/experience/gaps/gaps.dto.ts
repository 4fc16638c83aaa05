import { Flag, Integer, ListOf, Nested, Num, OmitFields, OneOf, oneOf, pageDto, Text, text } from '@harken/service';
import { Transform } from 'class-transformer';
import { DimensionFilter, FiguresQueryParams, FiguresRowDto } from '../../figures/figures.dto.ts';
import { ScaleDto } from '../../scores/scores.dto.ts';
import { measures } from '../factors/factor-answers.ts';
import { importanceKinds, quadrants } from './quadrant.ts';

export const crossHairKinds = ['means', 'targets'] as const;

export class GapsQueryParams extends OmitFields(FiguresQueryParams, ['period', 'groupBy']) {
  @Transform(({ value }) => (Array.isArray(value) ? value.join(',') : value))
  @Text({
    description:
      'What the rows are: `factor`, `touchpoint` or `stage`, also `journey`, `team`, `segment`, `customerStage`; at most two, with a comma between.',
    example: 'factor',
    default: 'factor',
    optional: true,
    min: 0,
    max: 200,
  })
  by: string = 'factor';
  @DimensionFilter('convenience', 'factor') factor?: string[];
  @DimensionFilter('handover', 'touchpoint') touchpoint?: string[];
  @DimensionFilter('moving-in', 'stage of a journey map') stage?: string[];
  @DimensionFilter('property', 'journey') journey?: string[];
  @DimensionFilter('after-sales', 'team that owns the touchpoint') team?: string[];
  @DimensionFilter('owner-occupier', 'segment of the customer') segment?: string[];
  @DimensionFilter('run-in', 'stage of the customer') customerStage?: string[];
  @OneOf(importanceKinds, {
    description:
      'By which importance quadrants are told: what customers state, or what goes with their overall answer.',
    example: 'stated',
    default: 'stated',
    optional: true,
  })
  importance: (typeof importanceKinds)[number] = 'stated';
  @OneOf(crossHairKinds, {
    description:
      'Where the lines between quadrants cross: at the means of the rows, or at `importanceTarget` and `experienceTarget`.',
    example: 'means',
    default: 'means',
    optional: true,
  })
  crosshairs: (typeof crossHairKinds)[number] = 'means';
  @Num({
    description: 'From here on a factor is important; of derived importance -1 to 1.',
    example: 7,
    optional: true,
    query: true,
    min: -1,
    max: 10,
  })
  importanceTarget?: number;
  @Num({ description: 'From here on it performs.', example: 7, optional: true, query: true, min: 0, max: 10 })
  experienceTarget?: number;
}

const Bound = (what: string, example: number) =>
  Num({ description: `${what}; null for one answer, which knows no spread.`, example, nullable: true });

export class MeanFigureDto {
  @Num({ description: 'The mean, on 0 to 10.', example: 5 }) mean!: number;
  @Bound('The lower bound of its 95 % interval', 4.6) low!: number | null;
  @Bound('The upper bound', 5.4) high!: number | null;
  @Integer({ description: 'Of how many answers.', example: 40 }) n!: number;
}

export class PreviousExperienceDto extends MeanFigureDto {
  @Num({ description: 'The share of customers it is computed from: 1 is all.', example: 1 }) sampled!: number;
}

export class DerivedImportanceDto {
  @Num({ description: 'How the experience goes with the overall answer, -1 to 1.', example: 0.52 })
  correlation!: number;
  @Bound('The lower bound of its 95 % interval (Fisher)', 0.25) low!: number | null;
  @Bound('The upper bound', 0.72) high!: number | null;
  @Integer({ description: 'Of how many pairs of answers.', example: 40 }) n!: number;
  @OneOf(['nps', 'csat'], { description: 'The overall question.', example: 'nps' }) outcome!: string;
}

const Voice = (who: string) =>
  Nested(() => MeanFigureDto, {
    description: `The experience as ${who} see it; null without answers.`,
    nullable: true,
  });

export class VoicesDto {
  @Voice('customers') customer!: MeanFigureDto | null;
  @Voice('staff') staff!: MeanFigureDto | null;
  @Voice('managers') management!: MeanFigureDto | null;
}

export class CrossHairsDto {
  @Num({ description: 'Of importance; null without any.', example: 7, nullable: true }) importance!: number | null;
  @Num({ description: 'Of experience; null without any.', example: 6.2, nullable: true }) experience!: number | null;
}

const Mean = (what: string) =>
  Nested(() => MeanFigureDto, { description: `${what}; null without answers, never 0.`, nullable: true });
const Difference = (description: string, example: number) =>
  Num({ description: `${description}; null if one of them is missing.`, example, nullable: true });

export class GapRowDto extends OmitFields(FiguresRowDto, ['period']) {
  @Integer({ description: 'How many answers of customers.', example: 40 }) n!: number;
  @Mean('What it was like') experience!: MeanFigureDto | null;
  @Mean('What was expected') expectation!: MeanFigureDto | null;
  @Nested(() => PreviousExperienceDto, {
    description:
      'What the same customers experienced with the same factor the time before: their expectation follows from it.',
    nullable: true,
  })
  previousExperience!: PreviousExperienceDto | null;
  @Mean('How much it matters, as customers say') importance!: MeanFigureDto | null;
  @Nested(() => DerivedImportanceDto, {
    description: 'How much it matters, as their overall answers show; null below three pairs, and without spread.',
    nullable: true,
  })
  derivedImportance!: DerivedImportanceDto | null;
  @Mean('What it would ideally be') ideal!: MeanFigureDto | null;
  @Difference('Experience less expectation', -2) satisfaction!: number | null;
  @Difference('Importance times satisfaction', -18) priority!: number | null;
  @Flag({ description: 'Whether its priority is the lowest of all rows, and below 0.', example: true })
  keyExperience!: boolean;
  @Difference('Experience less ideal', -5) gap!: number | null;
  @OneOf(quadrants, {
    description: 'Importance against performance (Martilla and James 1977); null if one of them is missing.',
    example: 'concentrate_here',
    nullable: true,
  })
  quadrant!: (typeof quadrants)[number] | null;
  @Nested(() => CrossHairsDto, { description: 'Where the lines between quadrants cross.' })
  crosshairs!: CrossHairsDto;
  @Nested(() => VoicesDto, { description: 'The same question to three groups of people.' }) voices!: VoicesDto;
  @Difference('The experience as managers see it, less that of customers', 2.5) perceptionGap!: number | null;
  @ListOf(oneOf(measures), { description: 'Of which no answer says anything.', example: [] }) missing!: string[];
  @Nested(() => ScaleDto, { description: 'The scale of all means.' }) scale!: ScaleDto;
  @ListOf(text({ max: 50 }), {
    description: 'The scales on which customers answered; other answers than on 0 to 10 are brought to it.',
    example: ['0..10'],
  })
  answeredOn!: string[];
}

export class GapsPageDto extends pageDto(GapRowDto) {
  @Text({
    description: 'Why there are no rows; absent where there are some.',
    example: 'Nobody answered about a factor in this range with these filters.',
    optional: true,
  })
  reason?: string;
}
