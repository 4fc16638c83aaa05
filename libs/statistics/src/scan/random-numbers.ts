const { imul, sqrt, log, exp, floor, abs } = Math;

/** Seeded random numbers: the same seed draws the same sequence, so that a scan can be repeated. */
export class RandomNumbers {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** In 0..1, without 1. mulberry32. */
  uniform(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Marsaglia's polar method. */
  normal(): number {
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) return x * sqrt((-2 * log(square)) / square);
    }
  }

  /** With the given shape and the scale 1. Source: Marsaglia and Tsang, ACM TOMS 26(3), 2000. */
  gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * (1 - this.uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      const u = this.uniform();
      if (u < 1 - 0.0331 * x ** 4 || log(u) < 0.5 * x * x + d * (1 - v + log(v))) return d * v;
    }
  }

  /** Inversion below 10; above it PTRS. Source: Hörmann, Insurance: Mathematics and Economics 12(1), 1993. */
  poisson(mean: number): number {
    if (mean < 10) {
      const end = exp(-mean);
      let product = this.uniform();
      let count = 0;
      while (product > end) {
        product *= this.uniform();
        count++;
      }
      return count;
    }
    const root = sqrt(mean);
    const b = 0.931 + 2.53 * root;
    const a = -0.059 + 0.02483 * b;
    const inverse = 1.1239 + 1.1328 / (b - 3.4);
    const limit = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
      const u = this.uniform() - 0.5;
      const v = this.uniform();
      const us = 0.5 - abs(u);
      const count = floor(((2 * a) / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= limit) return count;
      if (count < 0 || (us < 0.013 && v > us)) continue;
      if (log((v * inverse) / (a / (us * us) + b)) <= count * log(mean) - mean - logFactorial(count)) return count;
    }
  }

  /**
   * A count with variance `mean + mean ** 2 / shape`, by inversion: meant for small means. Most draws are zero, and
   * cost one random number.
   */
  negativeBinomial(mean: number, shape: number, zero: number): number {
    const u = this.uniform();
    let probability = zero;
    let sum = zero;
    let count = 0;
    const odds = mean / (mean + shape);
    while (u > sum && count < 10_000) {
      probability *= ((count + shape) / (count + 1)) * odds;
      sum += probability;
      count++;
    }
    return count;
  }
}

/** Stirling's series. */
function logFactorial(n: number): number {
  if (n < 10) {
    let product = 1;
    for (let factor = 2; factor <= n; factor++) product *= factor;
    return log(product);
  }
  return (n + 0.5) * log(n) - n + 0.9189385332046727 + 1 / (12 * n) - 1 / (360 * n ** 3);
}
