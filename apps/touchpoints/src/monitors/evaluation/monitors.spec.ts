import { Invalid, RuleBroken } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import { addSamples, answerSample, emptySample } from '../../metrics/sample.ts';
import { checkStandard, type StandardContent, sameStandard, watchesElsewhere } from '../../standards/standard.ts';
import { checkMonitor, chooseStandard, type MonitorContent, sameMonitor, sameWatch } from '../monitor.ts';
import { judgeSilence, judgeStandard } from './judge.ts';

const nps = (...values: number[]) => values.map((v) => answerSample('nps', v)).reduce(addSamples, emptySample);
const times = (n: number, value: number) => Array<number>(n).fill(value);
const atLeast = (target: number, minimumSample = 5) => ({ comparator: '>=' as const, target, minimumSample });

const standard: StandardContent = {
  touchpoint: 'handover',
  metric: 'nps',
  comparator: '>=',
  target: 20,
  window: 'P7D',
  minimumSample: 30,
  owner: 'after-sales',
};
const monitor: MonitorContent = {
  touchpoint: 'handover',
  metric: 'nps',
  method: 'standard',
  parameters: {},
  severity: 'high',
  for: null,
  keepFiringFor: null,
};
const silence: MonitorContent = { ...monitor, metric: null, method: 'silence', parameters: { longerThan: 'PT1H' } };

const pointers = (work: () => void): string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof Invalid) return error.faults.map(({ pointer }) => pointer);
    throw error;
  }
  return [];
};

describe('a standard is judged', () => {
  it('breached only when the whole interval lies on the wrong side', () => {
    expect(judgeStandard('nps', nps(...times(20, 0)), atLeast(20)).condition).toBe('breached');
    // The value is below the target, but 20 answers leave it possible that it holds.
    const close = judgeStandard('nps', nps(...times(10, 10), ...times(9, 0), 7), atLeast(20));
    expect(close.value).toBe(5);
    expect(close.interval?.high).toBeGreaterThan(20);
    expect(close.condition).toBe('ok');
  });

  it('the other way round when at most the target is promised', () => {
    const effort = times(10, 6)
      .map((v, i) => answerSample('ces', v + (i % 2)))
      .reduce(addSamples, emptySample);
    expect(judgeStandard('ces', effort, { comparator: '<=', target: 3, minimumSample: 5 }).condition).toBe('breached');
    expect(judgeStandard('ces', effort, { comparator: '<=', target: 6.5, minimumSample: 5 }).condition).toBe('ok');
  });

  it('not at all below its minimum sample, or where no spread is known', () => {
    const four = judgeStandard('nps', nps(0, 0, 0, 0), atLeast(20));
    expect(four).toMatchObject({ condition: 'insufficient-data', n: 4, value: -100 });
    const one = judgeStandard('ces', answerSample('ces', 7), { comparator: '<=', target: 2, minimumSample: 1 });
    expect(one).toMatchObject({ condition: 'insufficient-data', interval: null });
    expect(judgeStandard('csat', emptySample, atLeast(0.8))).toMatchObject({ n: 0, value: null });
  });
});

describe('silence is judged', () => {
  const watchingSince = new Date('2026-01-01T00:00:00Z');
  const at = (iso: string) => new Date(iso);

  it('from the last event', () => {
    const last = { at: at('2026-01-02T00:00:00Z'), watchingSince, events: 3 };
    const early = judgeSilence(last, 3600, at('2026-01-02T00:59:59Z'));
    expect(early.judgement.condition).toBe('ok');
    expect(early.silentAt).toEqual(at('2026-01-02T01:00:00Z'));
    expect(judgeSilence(last, 3600, at('2026-01-02T01:00:00Z')).judgement.condition).toBe('breached');
  });

  it('from the begin of the watch when nothing was heard since', () => {
    for (const last of [null, at('2025-12-01T00:00:00Z')]) {
      const { silentAt } = judgeSilence({ at: last, watchingSince, events: 0 }, 60, at('2026-01-01T00:00:10Z'));
      expect(silentAt).toEqual(at('2026-01-01T00:01:00Z'));
    }
  });
});

describe('a standard', () => {
  it('is refused with every fault', () => {
    expect(pointers(() => checkStandard(standard))).toEqual([]);
    expect(pointers(() => checkStandard({ ...standard, metric: 'speed', window: 'P1M' }))).toEqual([
      '/metric',
      '/window',
    ]);
    expect(pointers(() => checkStandard({ ...standard, metric: 'csat', target: 85, window: 'P2Y' }))).toEqual([
      '/target',
      '/window',
    ]);
    expect(pointers(() => checkStandard({ ...standard, window: 'PT0S' }))).toEqual(['/window']);
    expect(pointers(() => checkStandard({ ...standard, metric: 'rating:clean', target: 85 }))).toEqual([]);
  });

  it('is the same until a promise in it changes', () => {
    expect(sameStandard(standard, { ...standard })).toBe(true);
    expect(sameStandard(standard, { ...standard, minimumSample: 31 })).toBe(false);
    expect(watchesElsewhere(standard, { ...standard, target: 0 })).toBe(false);
    expect(watchesElsewhere(standard, { ...standard, metric: 'csat' })).toBe(true);
  });
});

describe('a monitor', () => {
  it('has a method that is here, and the refusal lists those', () => {
    expect(() => checkMonitor({ ...monitor, method: 'cusum' })).toThrow(RuleBroken);
    expect(() => checkMonitor({ ...monitor, method: 'cusum' })).toThrow(/standard and silence/);
  });

  it('takes the parameters of its method only', () => {
    expect(pointers(() => checkMonitor(monitor))).toEqual([]);
    expect(pointers(() => checkMonitor(silence))).toEqual([]);
    expect(pointers(() => checkMonitor({ ...monitor, metric: null, parameters: { longerThan: 'PT1H' } }))).toEqual([
      '/parameters/longerThan',
      '/metric',
    ]);
    expect(pointers(() => checkMonitor({ ...silence, parameters: {}, for: 'soon' }))).toEqual([
      '/parameters/longerThan',
      '/for',
    ]);
    expect(pointers(() => checkMonitor({ ...silence, metric: 'speed' }))).toEqual(['/metric']);
  });

  it('rests on the only standard of its touchpoint and metric, or on the named one', () => {
    expect(chooseStandard(monitor, ['a'])).toBe('a');
    expect(chooseStandard({ ...monitor, parameters: { standard: 'b' } }, ['a', 'b'])).toBe('b');
    expect(() => chooseStandard(monitor, ['a', 'b'])).toThrow(/several/);
    expect(() => chooseStandard(monitor, [])).toThrow(/put one first/);
    expect(() => chooseStandard({ ...monitor, parameters: { standard: 'c' } }, ['a'])).toThrow(/no standard c/);
  });

  it('goes on with its alert when only patience or severity change', () => {
    const before = { ...monitor, standardId: 's' };
    expect(sameMonitor(monitor, { ...monitor, severity: 'low' })).toBe(false);
    expect(sameWatch(before, { ...before, touchpoint: 'lobby' })).toBe(false);
    expect(sameWatch(before, { ...before })).toBe(true);
  });
});
