/** A text as the trainer sees it: its features, what a person says of it, and how much it counts. */
export interface Example {
  readonly buckets: Uint32Array;
  readonly values: Float32Array;
  readonly isComplaint: boolean;
  readonly weight: number;
}

export interface LinearModel {
  readonly weights: Float64Array;
  readonly bias: number;
}

/** Numbers from 0 up to 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

export const sigmoid = (score: number): number => 1 / (1 + Math.exp(-score));

/** What the model says of the features, before calibration. */
export function scoreOf(
  { weights, bias }: LinearModel,
  { buckets, values }: Pick<Example, 'buckets' | 'values'>,
): number {
  let score = bias;
  for (let at = 0; at < buckets.length; at += 1) {
    score += (weights[buckets[at] as number] as number) * (values[at] as number);
  }
  return score;
}

/**
 * L2-regularised logistic regression by dual coordinate descent: one dual variable per example, each solved by Newton
 * steps in turn (Yu, Huang, Lin, "Dual coordinate descent methods for logistic regression and maximum entropy models",
 * 2011, algorithm 5 without shrinking). `cost` is C of that paper: more of it fits the examples more closely.
 */
export function trainLogisticRegression(
  examples: readonly Example[],
  { buckets, cost, passes, seed }: { buckets: number; cost: number; passes: number; seed: number },
): LinearModel {
  const weights = new Float64Array(buckets);
  let bias = 0;
  const random = seededRandom(seed);
  const order = examples.map((_, at) => at);
  const costs = examples.map(({ weight }) => cost * weight);
  const duals = Float64Array.from(costs, (upper) => Math.min(0.001 * upper, 1e-8));
  const norms = examples.map(({ values }) => values.reduce((sum, value) => sum + value * value, 1));
  const move = (at: number, by: number) => {
    const { buckets: indexes, values, isComplaint } = examples[at] as Example;
    const change = isComplaint ? by : -by;
    for (let i = 0; i < indexes.length; i += 1) {
      const index = indexes[i] as number;
      weights[index] = (weights[index] as number) + change * (values[i] as number);
    }
    bias += change;
  };
  for (const at of order) move(at, duals[at] as number);
  for (let pass = 0; pass < passes; pass += 1) {
    shuffle(order, random);
    for (const at of order) {
      const example = examples[at] as Example;
      const upper = costs[at] as number;
      if (upper <= 0) continue;
      const margin = scoreOf({ weights, bias }, example) * (example.isComplaint ? 1 : -1);
      const before = duals[at] as number;
      const after = solveDual(before, margin, norms[at] as number, upper);
      duals[at] = after;
      if (after !== before) move(at, after - before);
    }
  }
  return { weights, bias };
}

/** The dual variable between 0 and `upper` whose derivative is 0: norm * (z - before) + margin + log(z / (upper - z)). */
function solveDual(before: number, margin: number, norm: number, upper: number): number {
  let low = 0;
  let high = upper;
  let dual = before;
  for (let turn = 0; turn < 30; turn += 1) {
    const gradient = norm * (dual - before) + margin + Math.log(dual / (upper - dual));
    if (Math.abs(gradient) < 1e-6) break;
    if (gradient > 0) high = dual;
    else low = dual;
    const newton = dual - gradient / (norm + upper / (dual * (upper - dual)));
    dual = newton > low && newton < high ? newton : (low + high) / 2;
  }
  return dual;
}

export function shuffle(items: number[], random: () => number): void {
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [items[at], items[other]] = [items[other] as number, items[at] as number];
  }
}
