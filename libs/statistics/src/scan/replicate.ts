import { windowDays } from './cell-counts.ts';
import { type Expectation, excessScore } from './expectation.ts';
import type { RandomNumbers } from './random-numbers.ts';

/** Complaints that a window must hold to be looked at. */
export const minimumCount = 5;
/** From this mean on each day is drawn by itself. */
const dailyFrom = 100;

export interface BestWindow {
  readonly days: number;
  readonly count: number;
  readonly expected: number;
  readonly score: number;
}

/** The window that ends with day 0 and has the highest score; null if none has enough complaints. */
export function bestWindow(
  daily: ArrayLike<number>,
  { cumulative, dispersion }: Pick<Expectation, 'cumulative' | 'dispersion'>,
): BestWindow | null {
  let best: BestWindow | null = null;
  let count = 0;
  let top = 0;
  for (let age = 0; age < windowDays; age++) {
    if ((daily[age] as number) <= 0) continue; // an earlier begin without complaints only adds to what is expected
    count += daily[age] as number;
    const expected = cumulative[age] as number;
    if (count < minimumCount || count <= expected) continue;
    const score = excessScore(count, expected) / dispersion;
    if (score > top) {
      top = score;
      best = { days: age + 1, count, expected, score };
    }
  }
  return best;
}

/** Draws the counts of a cell as they are when nothing is wrong, and gives the score of their best window. */
export class CellReplicator {
  readonly #expectation: Expectation;
  readonly #mean: number;
  /** Of the whole window: spread by days, and by what is not known about the level. */
  readonly #shape: number;
  readonly #zero: number;
  /** Of the days alone; infinite: Poisson. */
  readonly #days: number;

  constructor(expectation: Expectation) {
    const mean = expectation.cumulative[windowDays - 1] as number;
    const spread = expectation.dispersion - 1;
    this.#expectation = expectation;
    this.#mean = mean;
    this.#days = spread < 1e-9 ? Number.POSITIVE_INFINITY : mean / spread;
    this.#shape = mean / (spread + mean / expectation.certainty);
    this.#zero = (this.#shape / (this.#shape + mean)) ** this.#shape;
  }

  /** `daily` is a scratch list of the days of the window. */
  score(random: RandomNumbers, daily: Float64Array): number {
    if (this.#mean >= dailyFrom) this.#drawDays(random, daily);
    else {
      const total = random.negativeBinomial(this.#mean, this.#shape, this.#zero);
      if (total < minimumCount) return 0;
      this.#spreadOverDays(total, random, daily);
    }
    return topScore(daily, this.#expectation);
  }

  #drawDays(random: RandomNumbers, daily: Float64Array): void {
    const { cumulative, dispersion, certainty } = this.#expectation;
    const level = random.gamma(certainty) / certainty;
    const spread = dispersion - 1;
    let before = 0;
    for (let age = 0; age < windowDays; age++) {
      const expected = ((cumulative[age] as number) - before) * level;
      before = cumulative[age] as number;
      const mean = spread < 1e-9 ? expected : random.gamma(expected / spread) * spread;
      daily[age] = random.poisson(mean);
    }
  }

  /** Pólya's urn: given their sum, days of negative binomial counts are Dirichlet-multinomial. */
  #spreadOverDays(total: number, random: RandomNumbers, daily: Float64Array): void {
    daily.fill(0);
    const drawn = new Uint8Array(total);
    for (let i = 0; i < total; i++) {
      const fresh =
        this.#days === Number.POSITIVE_INFINITY || random.uniform() * (this.#days + i) < this.#days || i === 0;
      const age = fresh ? this.#someDay(random.uniform()) : (drawn[Math.floor(random.uniform() * i)] as number);
      drawn[i] = age;
      daily[age] = (daily[age] as number) + 1;
    }
  }

  #someDay(u: number): number {
    const { cumulative } = this.#expectation;
    const target = u * this.#mean;
    let low = 0;
    let high = windowDays - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulative[middle] as number) > target) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** `bestWindow(...).score` without its object: called some ten million times a scan. */
function topScore(daily: Float64Array, { cumulative, dispersion }: Expectation): number {
  let count = 0;
  let top = 0;
  for (let age = 0; age < windowDays; age++) {
    if (daily[age] === 0) continue;
    count += daily[age] as number;
    const expected = cumulative[age] as number;
    if (count < minimumCount || count <= expected) continue;
    const score = excessScore(count, expected);
    if (score > top) top = score;
  }
  return top / dispersion;
}
