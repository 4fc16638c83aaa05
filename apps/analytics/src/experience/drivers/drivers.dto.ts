import { Flag, Integer, ListOf, Num, OmitFields, OneOf, Text } from '@harken/service';
import { DimensionFilter } from '../../figures/figures.dto.ts';
import { ScoresQueryParams } from '../../scores/scores.dto.ts';
import { reasonsLeftOut } from './drivers.ts';

export class DriversQueryParams extends OmitFields(ScoresQueryParams, [
  'metric',
  'period',
  'groupBy',
  'cursor',
  'limit',
]) {
  @Text({
    description: 'What the factors drive: `nps`, `csat`, `ces` or `rating:<name>`.',
    example: 'nps',
    optional: true,
    min: 0,
    max: 220,
    openApi: { required: true },
  })
  of?: string;
  @DimensionFilter('convenience', 'factor; chosen ones are candidates however few answered them') factor?: string[];
}

export class DriverDto {
  @Text({ description: 'The factor.', example: 'convenience' }) factor!: string;
  @Num({ description: 'Its relative weight (Johnson 2000): the part of `r2` that it carries.', example: 0.31 })
  weight!: number;
  @Num({ description: 'The lower bound of its 95 % bootstrap interval.', example: 0.22, nullable: true })
  low!: number | null;
  @Num({ description: 'The upper bound.', example: 0.4, nullable: true }) high!: number | null;
  @Num({ description: 'The weight as a share of `r2`.', example: 0.6 }) share!: number;
  @Flag({
    description: 'Whether it carries more than a random number would (Tonidandel and others 2009): false is no driver.',
    example: true,
    nullable: true,
  })
  beyondNoise!: boolean | null;
}

export class LeftOutFactorDto {
  @Text({ description: 'The factor.', example: 'price' }) factor!: string;
  @OneOf(reasonsLeftOut, {
    description: '`answered-by-few`: fewer than half of the answers have it; `does-not-vary`: all gave it the same.',
    example: 'answered-by-few',
  })
  reason!: (typeof reasonsLeftOut)[number];
  @Integer({ description: 'How many answered it.', example: 12 }) n!: number;
}

export class DriversDto {
  @Integer({ description: 'How many answered the question and every candidate.', example: 240 }) n!: number;
  @Integer({ description: 'How many are needed: 10 per candidate, at least 30.', example: 60 }) needed!: number;
  @Num({ description: 'The share of variance that all candidates explain.', example: 0.52, nullable: true })
  r2!: number | null;
  @Flag({ description: 'Whether there are enough answers.', example: true }) enough!: boolean;
  @Text({ description: 'Why there are no drivers; null if there are.', example: null, nullable: true })
  reason!: string | null;
  @Integer({ description: 'The newest answers are looked at, at most so many.', example: 4000 }) newest!: number;
  @ListOf(() => DriverDto, { description: 'The drivers, the strongest first.' }) items!: DriverDto[];
  @ListOf(() => LeftOutFactorDto, { description: 'Factors that are no candidates.' }) leftOut!: LeftOutFactorDto[];
}
