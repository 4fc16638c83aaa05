import type { DetectorMethod, Limits } from './limits.ts';

const found: Readonly<Record<DetectorMethod, string>> = {
  rate: 'a doubling',
  p_chart: 'a doubling of the odds',
  ewma: 'a shift by two standard deviations of a slot',
  cusum: 'a shift by two standard deviations of a slot',
};

/** "About one false alarm in 3 years; a doubling is found in about 4 days." */
export const promiseSentence = (method: DetectorMethod, { falseAlarmEveryDays, delayDays }: Limits): string =>
  `About one false alarm in ${span(falseAlarmEveryDays)}; ${found[method]} is found in about ${span(delayDays['2'])}.`;

function span(days: number): string {
  const units = [
    ['year', 365.25],
    ['month', 30.44],
    ['day', 1],
  ] as const;
  const [name, length] = units.find(([, of]) => days >= 1.5 * of) ?? (days >= 0.95 ? ['day', 1] : ['hour', 1 / 24]);
  const count = Math.max(1, Math.round(days / length));
  return count === 1 ? `a ${name}`.replace('a hour', 'an hour') : `${count} ${name}s`;
}
