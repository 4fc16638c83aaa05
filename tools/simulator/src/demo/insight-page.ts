import { expectStatus, type Page } from '../api-client.ts';
import type { RunningSystem } from './running-system.ts';
import { settle } from './settle.ts';
import type { Check } from './summary.ts';

/** Every combination of the four swings once: the factors are independent of each other. */
const answers = 60;
const swings = { convenience: [-2, -1, 0, 1, 2], product: [-1, 0, 1], price: [-1, 1], brand: [1, 0, -1, 0] } as const;
type Factor = keyof typeof swings;
const factors = Object.keys(swings) as Factor[];

/** The worked example of the seven steps: a chain of electronics shops whose customers miss a shop nearby. */
const example: Readonly<
  Record<Factor, { experience: number; expectation: number; importance: number; ideal: number }>
> = {
  convenience: { experience: 5, expectation: 7, importance: 9, ideal: 10 },
  product: { experience: 6, expectation: 7, importance: 6, ideal: 6 },
  price: { experience: 7, expectation: 7, importance: 7, ideal: 7 },
  brand: { experience: 7, expectation: 7, importance: 7, ideal: 7 },
};

const swingOf = (factor: Factor, at: number): number => swings[factor][at % swings[factor].length] as number;
/** The overall answer follows convenience, a little the product, and nothing else. */
const npsOf = (at: number): number => 5 + 2 * swingOf('convenience', at) + swingOf('product', at);
const rounded = (value: number | null | undefined): string =>
  value === null || value === undefined ? '-' : (Math.round(value * 10_000) / 10_000 + 0).toFixed(4);

interface Mean {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
}
interface Gap {
  readonly group: { readonly factor: Factor };
  readonly n: number;
  readonly experience: Mean | null;
  readonly expectation: Mean | null;
  readonly satisfaction: number | null;
  readonly priority: number | null;
  readonly gap: number | null;
  readonly quadrant: string | null;
}
interface Drivers {
  readonly n: number;
  readonly r2: number | null;
  readonly enough: boolean;
  readonly items: readonly {
    readonly factor: Factor;
    readonly weight: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** What falls short of expectation, and what drives the overall answer: a page, and each of its numbers recounted. */
export async function showInsight(
  system: RunningSystem,
  run: string,
): Promise<{ readonly page: string; readonly checks: Check[] }> {
  const touchpoint = `${run}-shop`;
  const items = Array.from({ length: answers }, (_, at) => ({
    ...{ source: run, id: `shop-${at}`, customer: `${run}-shopper-${at}`, method: 'survey', touchpoint },
    occurredAt: new Date().toISOString(),
    answers: {
      nps: npsOf(at),
      factors: factors.map((factor) => {
        const { experience, ...rest } = example[factor];
        return { factor, experience: experience + swingOf(factor, at), ...rest };
      }),
    },
  }));
  const sent = await system.api('feedback', 'crm').post<{ accepted: number }>('/v1/feedback/batch', { items });
  const { accepted } = expectStatus(sent, 200);
  const analyst = system.api('analytics', 'analyst');
  const ask = async <T>(path: string): Promise<T> => expectStatus(await analyst.get<T>(path), 200);
  const gaps = await settle(
    async () => (await ask<Page<Gap>>(`/v1/gaps?by=factor&touchpoint=${touchpoint}`)).items,
    (rows) => rows.length === factors.length && rows.every(({ n }) => n === answers),
  );
  const drivers = await settle(
    () => ask<Drivers>(`/v1/drivers?of=nps&touchpoint=${touchpoint}`),
    ({ n }) => n === answers,
  );
  const by = (figure: (row: Gap) => number | null | undefined) =>
    Object.fromEntries(gaps.map((row) => [row.group.factor, rounded(figure(row))]));
  const byHand = (figure: (factor: Factor) => number) =>
    Object.fromEntries(gaps.map(({ group }) => [group.factor, rounded(figure(group.factor))]));
  const satisfaction = (factor: Factor) => example[factor].experience - example[factor].expectation;
  const weights = Object.fromEntries(drivers.items.map(({ factor, weight }) => [factor, rounded(weight)]));
  return {
    page: pageOf(gaps, drivers),
    checks: [
      { what: 'answers in shops', said: { sent: answers, accepted, gaps: gaps[0]?.n, drivers: drivers.n } },
      {
        what: 'experience',
        said: { 'by hand': byHand((of) => example[of].experience), gaps: by((row) => row.experience?.mean) },
      },
      { what: 'satisfaction', said: { 'by hand': byHand(satisfaction), gaps: by((row) => row.satisfaction) } },
      {
        what: 'priority',
        said: { 'by hand': byHand((of) => example[of].importance * satisfaction(of)), gaps: by((row) => row.priority) },
      },
      {
        what: 'gap to the ideal',
        said: { 'by hand': byHand((of) => example[of].experience - example[of].ideal), gaps: by((row) => row.gap) },
      },
      {
        what: 'what drives NPS',
        said: {
          'by hand': Object.fromEntries(drivers.items.map(({ factor }) => [factor, rounded(weightOf(factor))])),
          drivers: weights,
        },
      },
    ],
  };
}

/** Factors that are independent carry the squares of their correlations (Johnson 2000). */
function weightOf(factor: Factor): number {
  const indices = Array.from({ length: answers }, (_, at) => at);
  const mean = (value: (at: number) => number) => indices.reduce((sum, at) => sum + value(at), 0) / answers;
  const [x, y] = [(at: number) => swingOf(factor, at), npsOf];
  const [mx, my] = [mean(x), mean(y)];
  const covariance = mean((at) => (x(at) - mx) * (y(at) - my));
  return covariance ** 2 / (mean((at) => (x(at) - mx) ** 2) * mean((at) => (y(at) - my) ** 2));
}

function pageOf(gaps: readonly Gap[], { r2, items }: Drivers): string {
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? 'no data' : value.toFixed(1);
  const interval = (mean: Mean | null) =>
    mean === null ? 'no data' : `${number(mean.mean)} (${number(mean.low)} to ${number(mean.high)})`;
  const weightOfDriver = (factor: Factor) => {
    const driver = items.find((each) => each.factor === factor);
    return driver === undefined
      ? 'none'
      : `${driver.weight.toFixed(2)} (${driver.low.toFixed(2)} to ${driver.high.toFixed(2)})`;
  };
  const rows = [...gaps]
    .sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0))
    .map(
      (row) =>
        `| ${row.group.factor} | ${interval(row.experience)} | ${number(row.expectation?.mean)} | ${number(row.satisfaction)} | ` +
        `${number(row.priority)} | ${number(row.gap)} | ${weightOfDriver(row.group.factor)} | ${row.n} |`,
    );
  return [
    '## What falls short in the shops',
    '| factor | experience | expectation | satisfaction | priority | gap to ideal | drives NPS | n |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
    `Intervals are of 95 %. The factors explain ${((r2 ?? 0) * 100).toFixed(0)} % of what customers answer overall.`,
  ].join('\n');
}
