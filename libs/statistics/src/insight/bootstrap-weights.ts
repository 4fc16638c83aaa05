import { percentile } from '../percentile.ts';
import { seededRandom } from '../seeded-random.ts';
import { correlationMatrix, weightsOf } from './relative-weights.ts';

/** Where a relative weight lies, and whether it is more than that of noise. */
export interface BootstrappedWeight {
  readonly low: number;
  readonly high: number;
  /** Its weight is more than that of a predictor of random numbers in 97.5 % of the samples. */
  readonly beyondNoise: boolean;
}

/**
 * 95 % percentile intervals of the relative weights of `rows` (`[outcome, ...predictors]`) from `samples` bootstrap
 * samples, each with a predictor of noise besides. The same for the same seed. `null` when fewer than half of the
 * samples have weights.
 * Source: Tonidandel, LeBreton and Johnson, Psychological Methods 14(4), 2009.
 */
export function bootstrapWeights(
  rows: readonly (readonly number[])[],
  { seed, samples }: { readonly seed: number; readonly samples: number },
): BootstrappedWeight[] | null {
  const random = seededRandom(seed);
  const predictors = (rows[0]?.length ?? 0) - 1;
  const noisy = rows.map((row) => [...row, random.normal()]);
  const found: (readonly number[])[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const drawn = rows.map(() => noisy[random.below(rows.length)] as number[]);
    const correlation = correlationMatrix(drawn);
    const weights = correlation && weightsOf(correlation);
    if (weights) found.push(weights.weights);
  }
  if (found.length < samples / 2) return null;
  return Array.from({ length: predictors }, (_, at) => {
    const weights = found.map((one) => one[at] as number).toSorted((a, b) => a - b);
    const margins = found.map((one) => (one[at] as number) - (one[predictors] as number)).toSorted((a, b) => a - b);
    return {
      low: percentile(weights, 0.025) as number,
      high: percentile(weights, 0.975) as number,
      beyondNoise: (percentile(margins, 0.025) as number) > 0,
    };
  });
}
