import { Invalid } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import { addSamples, answerSample, emptySample } from '../../metrics/sample.ts';
import { assertValidStandard, changesSubject, type StandardContent, sameStandard } from '../../standards/standard.ts';
import { assertValidMonitor, chooseStandard, type MonitorContent, sameMonitor, watchesSame } from '../monitor.ts';
import { evaluateSilence, evaluateStandard } from './monitor-methods.ts';

const nps = (...values: number[]) => values.map((v) => answerSample('nps', v)).reduce(addSamples, emptySample);
const times = (n: number, value: number) => Array<number>(n).fill(value);
const atLeast = (target: number, minimumSample = 5) => ({ comparator: '>=' as const, target, minimumSample });

const standard: StandardContent = {
  touchpoint: 'handover',
  metric: 'nps',
  segment: null,
  comparator: '>=',
  target: 20,
  window: 'P7D',
  minimumSample: 30,
  owner: 'after-sales',
};
const monitor: MonitorContent = {
  touchpoint: 'handover',
  metric: 'nps',
  segment: null,
  method: 'standard',
  parameters: {},
  severity: 'high',
  for: null,
  keepFiringFor: null,
};
const silence: MonitorContent = { ...monitor, metric: null, method: 'silence', parameters: { longerThan: 'PT1H' } };

const pointers = (check: () => void): string[] => {
  try {
    check();
  } catch (error) {
    if (error instanceof Invalid) return error.errors.map(({ pointer }) => pointer);
    throw error;
  }
  return [];
};

describe('evaluating a standard', () => {
  it('is breached only when the whole interval lies on the wrong side', () => {
    expect(evaluateStandard('nps', nps(...times(20, 0)), atLeast(20)).condition).toBe('breached');
    // The value is below the target, but 20 answers leave it possible that it holds.
    const close = evaluateStandard('nps', nps(...times(10, 10), ...times(9, 0), 7), atLeast(20));
    expect(close.value).toBe(5);
    expect(close.interval?.high).toBeGreaterThan(20);
    expect(close.condition).toBe('ok');
  });

  it('is breached above the target when the standard sets a maximum', () => {
    const effort = times(10, 6)
      .map((v, i) => answerSample('ces', v + (i % 2)))
      .reduce(addSamples, emptySample);
    expect(evaluateStandard('ces', effort, { comparator: '<=', target: 3, minimumSample: 5 }).condition).toBe(
      'breached',
    );
    expect(evaluateStandard('ces', effort, { comparator: '<=', target: 6.5, minimumSample: 5 }).condition).toBe('ok');
  });

  it('has insufficient data below the minimum sample, or when the spread is unknown', () => {
    const four = evaluateStandard('nps', nps(0, 0, 0, 0), atLeast(20));
    expect(four).toMatchObject({ condition: 'insufficient-data', n: 4, value: -100 });
    const one = evaluateStandard('ces', answerSample('ces', 7), { comparator: '<=', target: 2, minimumSample: 1 });
    expect(one).toMatchObject({ condition: 'insufficient-data', interval: null });
    expect(evaluateStandard('csat', emptySample, atLeast(0.8))).toMatchObject({ n: 0, value: null });
  });
});

describe('evaluating silence', () => {
  const watchingSince = new Date('2026-01-01T00:00:00Z');
  const at = (iso: string) => new Date(iso);

  it('counts from the last event', () => {
    const last = { at: at('2026-01-02T00:00:00Z'), watchingSince, events: 3 };
    const early = evaluateSilence(last, 3600, at('2026-01-02T00:59:59Z'));
    expect(early.result.condition).toBe('ok');
    expect(early.silentAt).toEqual(at('2026-01-02T01:00:00Z'));
    expect(evaluateSilence(last, 3600, at('2026-01-02T01:00:00Z')).result.condition).toBe('breached');
  });

  it('counts from the start of the watch when no event came since', () => {
    for (const last of [null, at('2025-12-01T00:00:00Z')]) {
      const { silentAt } = evaluateSilence({ at: last, watchingSince, events: 0 }, 60, at('2026-01-01T00:00:10Z'));
      expect(silentAt).toEqual(at('2026-01-01T00:01:00Z'));
    }
  });
});

describe('a standard', () => {
  it('is refused with all its errors', () => {
    expect(pointers(() => assertValidStandard(standard))).toEqual([]);
    expect(pointers(() => assertValidStandard({ ...standard, metric: 'speed', window: 'P1M' }))).toEqual([
      '/metric',
      '/window',
    ]);
    expect(pointers(() => assertValidStandard({ ...standard, metric: 'csat', target: 85, window: 'P2Y' }))).toEqual([
      '/target',
      '/window',
    ]);
    expect(pointers(() => assertValidStandard({ ...standard, window: 'PT0S' }))).toEqual(['/window']);
    expect(pointers(() => assertValidStandard({ ...standard, metric: 'rating:clean', target: 85 }))).toEqual([]);
  });

  it('is the same until one of its fields changes', () => {
    expect(sameStandard(standard, { ...standard })).toBe(true);
    expect(sameStandard(standard, { ...standard, minimumSample: 31 })).toBe(false);
    expect(changesSubject(standard, { ...standard, target: 0 })).toBe(false);
    expect(changesSubject(standard, { ...standard, metric: 'csat' })).toBe(true);
  });
});

describe('a monitor', () => {
  it('has a metric that suits its method', () => {
    const wrong = (method: MonitorContent['method'], metric: string | null) =>
      pointers(() => assertValidMonitor({ ...monitor, method, metric }));
    for (const method of ['ewma', 'cusum', 'p_chart'] as const) expect(wrong(method, 'nps')).toEqual([]);
    for (const metric of ['complaints', 'interaction:visit']) expect(wrong('rate', metric)).toEqual([]);
    expect(wrong('rate', 'nps')).toEqual(['/metric']);
    expect(wrong('rate', 'interaction:')).toEqual(['/metric']);
    expect(wrong('rate', null)).toEqual(['/metric']);
    expect(wrong('p_chart', 'ces')).toEqual(['/metric']);
    expect(wrong('cusum', 'complaints')).toEqual(['/metric']);
  });

  it('has a segment only if it is a detector', () => {
    expect(pointers(() => assertValidMonitor({ ...monitor, method: 'ewma', segment: 'gold' }))).toEqual([]);
    expect(pointers(() => assertValidMonitor({ ...monitor, segment: 'gold' }))).toEqual(['/segment']);
  });

  it('takes the parameters of its method only', () => {
    expect(pointers(() => assertValidMonitor(monitor))).toEqual([]);
    expect(pointers(() => assertValidMonitor(silence))).toEqual([]);
    expect(
      pointers(() => assertValidMonitor({ ...monitor, metric: null, parameters: { longerThan: 'PT1H' } })),
    ).toEqual(['/parameters/longerThan', '/metric']);
    expect(pointers(() => assertValidMonitor({ ...silence, parameters: {}, for: 'soon' }))).toEqual([
      '/parameters/longerThan',
      '/for',
    ]);
    expect(pointers(() => assertValidMonitor({ ...silence, metric: 'speed' }))).toEqual(['/metric']);
  });

  it('uses the only standard of its touchpoint and metric, or the named one', () => {
    expect(chooseStandard(monitor, ['a'])).toBe('a');
    expect(chooseStandard({ ...monitor, parameters: { standard: 'b' } }, ['a', 'b'])).toBe('b');
    expect(() => chooseStandard(monitor, ['a', 'b'])).toThrow(/several/);
    expect(() => chooseStandard(monitor, [])).toThrow(/put one first/);
    expect(() => chooseStandard({ ...monitor, parameters: { standard: 'c' } }, ['a'])).toThrow(/no standard c/);
  });

  it('keeps its alert when only the timing or the severity changes', () => {
    const before = { ...monitor, standardId: 's' };
    expect(sameMonitor(monitor, { ...monitor, severity: 'low' })).toBe(false);
    expect(watchesSame(before, { ...before, touchpoint: 'lobby' })).toBe(false);
    expect(watchesSame(before, { ...before })).toBe(true);
    const detector = { ...before, method: 'ewma' as const, parameters: { slot: 'day', learn: 'P28D' } };
    expect(watchesSame(detector, { ...detector, parameters: { learn: 'P28D', slot: 'day' } })).toBe(true);
    expect(watchesSame(detector, { ...detector, parameters: { slot: 'hour', learn: 'P28D' } })).toBe(false);
  });
});
