import type { Answers } from '@harken/contracts';
import { FieldErrors } from '@harken/errors';
import { Integer, ListOf, Num } from '@harken/service';
import type { Static } from 'typebox';
import { Name, optional, orNull } from '../requests/body-fields.dto.ts';

const Score = (what: string) =>
  Num({ description: `${what}, from min to max. Absent is null, never 0.`, example: 1, ...optional });

export class RatingDto {
  @Name('What was rated.', 'cleanliness') name!: string;
  @Num({ description: 'From min to max.', example: 4 }) value!: number;
  @Num({ description: 'The worst of the scale.', example: 1 }) min!: number;
  @Num({ description: 'The best of the scale.', example: 5 }) max!: number;
}

export class FactorAnswerDto {
  @Name('product, service, relationship, convenience, brand, price, or one of your own.', 'service') factor!: string;
  @Score('What it was like') experience?: number | null;
  @Score('What was expected') expectation?: number | null;
  @Score('How much it matters') importance?: number | null;
  @Score('What it would ideally be') ideal?: number | null;
  @Num({ description: 'The worst of the scale, 0 unless given.', example: 0, ...optional }) min?: number | null;
  @Num({ description: 'The best of the scale, 10 unless given.', example: 10, ...optional }) max?: number | null;
}

const Answer = (description: string, min: number, max: number) =>
  Integer({ description, example: min + 1, min, max, ...optional });

export class AnswersBody {
  @Answer('Net promoter question, 0-10.', 0, 10) nps?: number | null;
  @Answer('Satisfaction, 1-5.', 1, 5) csat?: number | null;
  @Answer('Customer effort, 1-7, 7 is easiest.', 1, 7) ces?: number | null;
  @ListOf(() => RatingDto, { description: 'Ratings on any declared scale.', max: 200, ...optional })
  ratings?: RatingDto[] | null;
  @ListOf(() => FactorAnswerDto, { description: 'Answers per factor of the experience.', max: 100, ...optional })
  factors?: FactorAnswerDto[] | null;
}

const scores = ['experience', 'expectation', 'importance', 'ideal'] as const;

/** Absent answers become null, never 0. Throws Invalid with every fault. */
export function toAnswers(body: AnswersBody | null | undefined): Static<typeof Answers> {
  const answers = body ?? {};
  const ratings = answers.ratings ?? [];
  const factors = answers.factors ?? [];
  assertAnswersFit(ratings, factors);
  return {
    nps: orNull(answers.nps),
    csat: orNull(answers.csat),
    ces: orNull(answers.ces),
    ratings,
    factors: factors.map(({ factor, experience, expectation, importance, ideal, min, max }) => ({
      factor,
      experience: orNull(experience),
      expectation: orNull(expectation),
      importance: orNull(importance),
      ideal: orNull(ideal),
      ...((min ?? max) == null ? undefined : scaleGiven(min, max)),
    })),
  };
}

function assertAnswersFit(ratings: readonly RatingDto[], factors: readonly FactorAnswerDto[]): void {
  if (ratings.every(ratingFits) && factors.every(factorFits)) return;
  const errors = new FieldErrors('/answers');
  for (const [index, { value, min, max }] of ratings.entries()) {
    const at = errors.at('ratings', index);
    if (min >= max) at.at('max').add('out-of-range', 'must be more than min');
    else at.at('value').addIf(!isOn({ min, max }, value), 'out-of-range', `must be from ${min} to ${max}`);
  }
  for (const [index, answer] of factors.entries()) {
    const at = errors.at('factors', index);
    at.at('factor').addIf(isRepeated(answer, index, factors), 'repeated', 'is answered twice');
    const scale = scaleOf(answer);
    if (scale.min >= scale.max) {
      at.at(answer.max == null ? 'min' : 'max').add('out-of-range', 'max must be more than min');
      continue;
    }
    for (const name of scores) {
      at.at(name).addIf(!isOn(scale, answer[name]), 'out-of-range', `must be from ${scale.min} to ${scale.max}`);
    }
  }
  errors.throwIfAny('request.invalid', 'The answers do not fit together.');
}

// Without the place of a fault, because most answers have none and the place costs more than the check.
const ratingFits = ({ value, min, max }: RatingDto): boolean => min < max && value >= min && value <= max;

function factorFits(answer: FactorAnswerDto, index: number, all: readonly FactorAnswerDto[]): boolean {
  const scale = scaleOf(answer);
  if (scale.min >= scale.max || isRepeated(answer, index, all)) return false;
  return scores.every((name) => isOn(scale, answer[name]));
}

/** Only the ends that were given. */
const scaleGiven = (min: number | null | undefined, max: number | null | undefined) => ({
  ...(min == null ? {} : { min }),
  ...(max == null ? {} : { max }),
});

const scaleOf = ({ min, max }: FactorAnswerDto) => ({ min: min ?? 0, max: max ?? 10 });

const isOn = ({ min, max }: { min: number; max: number }, value: number | null | undefined): boolean =>
  value == null || (value >= min && value <= max);

const isRepeated = ({ factor }: FactorAnswerDto, index: number, all: readonly FactorAnswerDto[]): boolean =>
  all.findIndex((other) => other.factor === factor) < index;
