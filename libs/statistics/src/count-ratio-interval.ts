import type { Interval } from './interval.ts';

const z = 1.959963984540054;

/**
 * 95 % interval of an observed count over its expected one, for counts whose variance is `dispersion` times their mean.
 * Byar's approximation. Source: Breslow and Day, Statistical Methods in Cancer Research II, 1987, section 2.3.
 */
export function countRatioInterval(count: number, expected: number, dispersion = 1): Interval {
  const effective = count / dispersion;
  const bound = (n: number, sign: 1 | -1) =>
    n === 0 ? 0 : n * (1 - 1 / (9 * n) + (sign * z) / (3 * Math.sqrt(n))) ** 3;
  const scale = dispersion / expected;
  return { low: Math.max(0, bound(effective, -1)) * scale, high: bound(effective + 1, 1) * scale, level: 0.95 };
}
