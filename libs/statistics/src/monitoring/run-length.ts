import { Matrix, solve } from 'ml-matrix';

/**
 * Mean number of observations until a chart alarms, from each state of its Markov chain: (I - Q) x = 1, with Q the
 * probabilities of going from one state that is no alarm to another.
 * Source: Brook and Evans, Biometrika 59(3), 1972.
 */
export function chainRunLengths(states: number, probability: (from: number, to: number) => number): number[] {
  const system = new Matrix(states, states);
  for (let from = 0; from < states; from++) {
    for (let to = 0; to < states; to++) system.set(from, to, (from === to ? 1 : 0) - probability(from, to));
  }
  return solve(system, Matrix.ones(states, 1)).to1DArray();
}

/**
 * The value of `at(threshold)`, which ascends, closest to `target` from above: the smallest threshold between `low` and
 * `high` whose run length is at least `target`. `high` is doubled until it suffices.
 */
export function thresholdFor(target: number, at: (threshold: number) => number, low: number, high: number): number {
  let [below, above] = [low, high];
  while (at(above) < target) [below, above] = [above, above * 2];
  for (let step = 0; step < 40 && above - below > 1e-4 * above; step++) {
    const middle = (below + above) / 2;
    if (at(middle) < target) below = middle;
    else above = middle;
  }
  return above;
}
