export type Random = () => number;

/** Numbers from 0 to 1, always the same for a seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const normalDraw = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Marsaglia and Tsang 2000. */
export function gammaDraw(random: Random, shape: number): number {
  if (shape < 1) return gammaDraw(random, shape + 1) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalDraw(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(random() + 1e-300) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

function poissonDraw(random: Random, mean: number): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normalDraw(random)));
  let [probability, count] = [Math.exp(-mean), 0];
  let sum = probability;
  const drawn = random();
  while (drawn > sum && count < 500) {
    count += 1;
    probability *= mean / count;
    sum += probability;
  }
  return count;
}

/** A count whose variance is mean + dispersion x mean^2. */
export const countDraw = (random: Random, mean: number, dispersion: number): number =>
  poissonDraw(random, dispersion > 0 ? mean * dispersion * gammaDraw(random, 1 / dispersion) : mean);

export function binomialDraw(random: Random, n: number, share: number): number {
  let count = 0;
  for (let index = 0; index < n; index++) if (random() < share) count += 1;
  return count;
}
