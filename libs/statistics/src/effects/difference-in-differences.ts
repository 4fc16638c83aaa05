import { normalProbability } from '../normal-probability.ts';
import { RandomNumbers } from '../scan/random-numbers.ts';

/** One unit (a touchpoint, a shop) before and after, in the unit of its measure. */
export interface UnitChange {
  readonly before: number;
  readonly after: number;
  /** How much it counts; 1 unless given. */
  readonly weight?: number;
}

export interface Effect {
  readonly effect: number;
  readonly low: number;
  readonly high: number;
  /** Two-sided. */
  readonly p: number;
}

export interface DifferenceInDifferences extends Effect {
  readonly treatedChange: number;
  readonly comparedChange: number;
}

const weightOf = ({ weight = 1 }: UnitChange): number => weight;

/** The mean change of the units; `null` without weight. */
export function meanChange(units: readonly UnitChange[]): number | null {
  const weights = units.reduce((sum, unit) => sum + weightOf(unit), 0);
  if (!(weights > 0)) return null;
  return units.reduce((sum, unit) => sum + weightOf(unit) * (unit.after - unit.before), 0) / weights;
}

/**
 * Difference in differences: the mean change of the treated units less that of the others, with a 95 % interval by a
 * bootstrap over whole units (the clusters), and p by the normal approximation with the bootstrap's standard error.
 * `null` with fewer than two units on either side. `replications` is odd noise if below 200.
 * Source: Card and Krueger, American Economic Review 84(4), 1994 (the estimator); Cameron, Gelbach and Miller, Review of
 * Economics and Statistics 90(3), 2008 (resampling whole clusters).
 */
export function differenceInDifferences(
  treated: readonly UnitChange[],
  compared: readonly UnitChange[],
  { replications = 999, seed = 1 }: { readonly replications?: number; readonly seed?: number } = {},
): DifferenceInDifferences | null {
  const treatedChange = meanChange(treated);
  const comparedChange = meanChange(compared);
  if (treatedChange === null || comparedChange === null || treated.length < 2 || compared.length < 2) return null;
  const effect = treatedChange - comparedChange;
  const random = new RandomNumbers(seed);
  const resampled = (units: readonly UnitChange[]) =>
    meanChange(units.map(() => units[Math.floor(random.uniform() * units.length)] as UnitChange));
  const effects: number[] = [];
  for (let i = 0; i < replications; i++) {
    const [ofTreated, ofCompared] = [resampled(treated), resampled(compared)];
    if (ofTreated !== null && ofCompared !== null) effects.push(ofTreated - ofCompared);
  }
  // Resampling k units has (k - 1) / k of the variance of their mean: with few units that matters.
  const few = Math.min(treated.length, compared.length);
  const error = standardDeviation(effects) * Math.sqrt(few / (few - 1));
  const half = 1.959964 * error;
  const p = error === 0 ? (effect === 0 ? 1 : 0) : 2 * normalProbability(-Math.abs(effect) / error);
  return { effect, low: effect - half, high: effect + half, p, treatedChange, comparedChange };
}

function standardDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1));
}
