import { expect, test } from '@jest/globals';
import { CellCounts, scannedDays, windowDays } from './cell-counts.ts';
import { RandomNumbers } from './random-numbers.ts';
import { type ScanResult, scanCells } from './scan.ts';

const weekdays = [1.3, 1.2, 1.1, 1, 1, 0.8, 0.6];

interface Company {
  readonly seed: number;
  readonly perDay: number;
  readonly categories?: number;
  readonly locations?: number;
  /** Variance over mean of a day of a cell. */
  readonly dispersion?: number;
  readonly growthPerWeek?: number;
  readonly days?: number;
}

/** Complaints of a company with independent cells: location and category, and a tree of touchpoints per location. */
function quietCompany({
  seed,
  perDay,
  categories = 6,
  locations = 4,
  dispersion = 1,
  growthPerWeek = 0,
  days = scannedDays,
}: Company) {
  const random = new RandomNumbers(seed);
  const counts = new CellCounts();
  for (let age = days - 1; age >= 0; age--)
    for (let location = 0; location < locations; location++)
      for (let category = 0; category < categories; category++) {
        const trend = Math.exp((-growthPerWeek * age) / 7);
        const mean = ((perDay * (weekdays[age % 7] as number)) / (locations * categories)) * trend;
        const level = dispersion === 1 ? mean : random.gamma(mean / (dispersion - 1)) * (dispersion - 1);
        const n = random.poisson(level);
        if (n > 0) counts.add({ age, n, nodes: nodesOf(location, category) });
      }
  return counts;
}

const nodesOf = (location: number, category: number) => [
  ['journey', `stage-${location % 2}`, `touchpoint-${location}`],
  [`category-${category}`],
  [],
];

function scan(counts: CellCounts, options: Partial<Parameters<typeof scanCells>[1]> = {}): ScanResult {
  const running = scanCells(counts, { seed: 1, alpha: 1 / 91, falseDiscoveryRate: 0.05, ...options });
  for (;;) {
    const step = running.next();
    if (step.done) return step.value;
  }
}
const namesOf = ({ suspicions }: ScanResult) => suspicions.map(({ cell }) => cell.map(({ node }) => node).join(' & '));

test('random numbers have the means and variances of their distributions', () => {
  const random = new RandomNumbers(7);
  const moments = (draw: () => number) => {
    const values = Array.from({ length: 40_000 }, draw);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
  };
  const near = ({ mean, variance }: { mean: number; variance: number }, m: number, v: number) => {
    expect(Math.abs(mean / m - 1)).toBeLessThan(0.03);
    expect(Math.abs(variance / v - 1)).toBeLessThan(0.06);
  };
  near(
    moments(() => random.gamma(0.5)),
    0.5,
    0.5,
  );
  near(
    moments(() => random.gamma(12)),
    12,
    12,
  );
  near(
    moments(() => random.poisson(3)),
    3,
    3,
  );
  near(
    moments(() => random.poisson(40)),
    40,
    40,
  );
  near(
    moments(() => random.negativeBinomial(4, 2, (2 / 6) ** 2)),
    4,
    12,
  );
});

test.each([{ dispersion: 1 }, { dispersion: 2 }])(
  'data without a problem give uniform p, dispersion $dispersion',
  ({ dispersion }) => {
    const scans = 200;
    const p: number[] = [];
    for (let seed = 1; seed <= scans; seed++) {
      // One dimension: cells that share no complaint, for which p is exact.
      const random = new RandomNumbers(seed);
      const counts = new CellCounts();
      for (let age = scannedDays - 1; age >= 0; age--)
        for (let category = 0; category < 8; category++) {
          const mean = 1.2 * (category + 1) * (weekdays[age % 7] as number);
          const n = random.poisson(dispersion === 1 ? mean : random.gamma(mean / (dispersion - 1)) * (dispersion - 1));
          if (n > 0) counts.add({ age, n, nodes: [[`category-${category}`]] });
        }
      p.push(scan(counts, { seed: 1000 + seed, alpha: 1, falseDiscoveryRate: 1 }).suspicions[0]?.p ?? 1);
    }
    p.sort((a, b) => a - b);
    const distance = Math.max(...p.map((value, index) => Math.abs(value - (index + 0.5) / scans)));
    // Kolmogorov and Smirnov at 1 %.
    expect(distance).toBeLessThan(1.63 / Math.sqrt(scans));
  },
);

test('overlapping cells of a quiet company are suspected at most once a quarter', () => {
  let found = 0;
  const scans = 40;
  for (let seed = 1; seed <= scans; seed++)
    found += scan(quietCompany({ seed, perDay: 30, dispersion: 1.5 }), { seed, alpha: 0.05, falseDiscoveryRate: 0.05 })
      .suspicions.length;
  // 5 % of scans at most: the upper bound of 99 % for 40 scans.
  expect(found).toBeLessThanOrEqual(6);
});

test.each([
  { name: 'a category at a touchpoint', cell: 'touchpoint-2 & category-3', days: 5, plant: [[2, 3]] },
  { name: 'a whole touchpoint', cell: 'touchpoint-1', days: 9, plant: [0, 1, 2, 3, 4, 5].map((c) => [1, c]) },
  { name: 'a whole category', cell: 'category-4', days: 7, plant: [0, 1, 2, 3].map((l) => [l, 4]) },
])('finds $name, with its window and nothing beside it', ({ cell, days, plant }) => {
  for (const seed of [1, 2, 3]) {
    const counts = quietCompany({ seed, perDay: 30, dispersion: 1.3 });
    for (let age = 0; age < days; age++)
      for (const [location, category] of plant)
        counts.add({ age, n: plant.length === 1 ? 6 : 4, nodes: nodesOf(location as number, category as number) });
    const result = scan(counts, { seed });
    expect(namesOf(result)).toEqual([cell]);
    const [found] = result.suspicions;
    expect(Math.abs((found?.days as number) - days)).toBeLessThanOrEqual(1);
    expect(found?.p).toBe(0.001);
  }
});

test('two causes at once are two suspicions', () => {
  const counts = quietCompany({ seed: 5, perDay: 30 });
  for (let age = 0; age < 6; age++) {
    counts.add({ age, n: 8, nodes: nodesOf(0, 0) });
    counts.add({ age, n: 6, nodes: nodesOf(3, 5) });
  }
  expect(namesOf(scan(counts))).toEqual(['touchpoint-0 & category-0', 'touchpoint-3 & category-5']);
});

test('complaints that are explained already raise nothing again', () => {
  const counts = quietCompany({ seed: 6, perDay: 30 });
  for (let age = 0; age < 6; age++) counts.add({ age, n: 8, nodes: nodesOf(1, 1) });
  const explained = Float64Array.from(counts.window, ({ age, n }) => (age < 6 && n === 8 ? 1 : 0));
  expect(scan(counts).suspicions).toHaveLength(1);
  expect(scan(counts, { explained }).suspicions).toEqual([]);
});

test('steady growth and an outbreak of last year are no problem; an outbreak now is one', () => {
  expect(scan(quietCompany({ seed: 8, perDay: 60, growthPerWeek: 0.02 })).suspicions).toEqual([]);
  const counts = quietCompany({ seed: 9, perDay: 30 });
  for (let age = 200; age < 214; age++) counts.add({ age, n: 12, nodes: nodesOf(1, 1) });
  expect(scan(counts).suspicions).toEqual([]);
  for (let age = 0; age < 7; age++) counts.add({ age, n: 8, nodes: nodesOf(1, 1) });
  expect(namesOf(scan(counts))).toEqual(['touchpoint-1 & category-1']);
});

test('a new category is found, from five complaints on', () => {
  const plant = (n: number) => {
    const counts = quietCompany({ seed: 10, perDay: 30 });
    counts.add({ age: 1, n, nodes: nodesOf(1, 99) });
    return scan(counts).suspicions.length;
  };
  expect(plant(4)).toBe(0);
  expect(plant(9)).toBe(1);
});

test('with less than four weeks of the past it says that it still learns', () => {
  const counts = quietCompany({ seed: 11, perDay: 30, days: windowDays + 20 });
  expect(scan(counts)).toMatchObject({ learnt: false, suspicions: [] });
});
