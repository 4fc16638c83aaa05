import { FeedbackReceived } from '@harken/contracts';
import { describe, expect, it } from '@jest/globals';
import { complianceOf } from '../../compliance/compliance.ts';
import { observedActions } from '../../compliance/observed-actions.ts';
import { measurementsOf } from '../../measurements/aggregate-measurements.ts';
import { addSamples, answerSample, emptySample, type Sample } from '../../metrics/sample.ts';
import { type DatedVersion, reportPeriod } from '../reports/standard-report.ts';
import { proposeTarget, voiceFigure } from './propose-target.ts';

const samplesOf = (kind: 'experience' | 'nps', ...values: number[]): Sample =>
  values.map((value) => answerSample(kind, value)).reduce(addSamples, emptySample);
const times = (n: number, value: number): number[] => Array.from({ length: n }, () => value);

describe('what standards are proposed from', () => {
  const factors = [{ factor: 'service', experience: 6, expectation: 8, importance: 9, ideal: null }];
  const metricsOf = (answers: object) =>
    measurementsOf({ ...{ nps: null, csat: null, ces: null, ratings: [], factors }, ...answers }).map(
      ({ metric }) => metric,
    );

  it('is expectation, importance, and the experience of those who are satisfied', () => {
    expect(metricsOf({})).toEqual(['experience:service', 'expectation:service', 'importance:service']);
    expect(metricsOf({ csat: 4 })).toContain('satisfied:service');
    expect(metricsOf({ csat: 3, nps: 10 })).not.toContain('satisfied:service');
    expect(metricsOf({ nps: 9 })).toContain('satisfied:service');
  });
});

describe('a proposed target', () => {
  const figures = (expectation: number[], satisfied: number[]) => ({
    expectation: voiceFigure(samplesOf('experience', ...expectation)),
    satisfied: voiceFigure(samplesOf('experience', ...satisfied)),
    importance: null,
    experience: null,
  });

  it('is what customers expect, or what satisfied ones got where that is more, in tenths rounded up', () => {
    expect(proposeTarget(figures(times(10, 7), times(10, 8)))).toEqual({ target: 8, basis: 'satisfied' });
    expect(proposeTarget(figures([...times(9, 7), 7.2], times(9, 10)))).toEqual({ target: 7.1, basis: 'expectation' });
    expect(proposeTarget(figures(times(30, 7.3), []))).toEqual({ target: 7.3, basis: 'expectation' });
  });

  it('needs ten answers, and says with which interval each figure is known', () => {
    expect(proposeTarget(figures(times(9, 7), times(9, 8)))).toBeNull();
    // Student 1908: 2.262 x s / sqrt(10), with s = sqrt(10 / 9).
    const figure = voiceFigure(samplesOf('experience', ...times(5, 6), ...times(5, 8)));
    expect(figure?.interval?.low).toBeCloseTo(7 - (2.262157 * Math.sqrt(10 / 9)) / Math.sqrt(10), 5);
    expect(voiceFigure(undefined)).toBeNull();
  });
});

describe('compliance', () => {
  const counts = [
    { action: 'Greet', group: 'anna', n: 4, done: 3 },
    { action: 'Greet', group: 'ben', n: 6, done: 6 },
    { action: 'Sing', group: 'ben', n: 1, done: 1 },
  ];

  it('is the share of each standard action with its Wilson interval, observed or not', () => {
    const { total, groups, items } = complianceOf(['Greet', 'Smile'], counts);
    // Wilson 1927 for 9 of 10.
    expect(total).toMatchObject({ n: 10, done: 9, share: 0.9 });
    expect(total.interval?.low).toBeCloseTo(0.59585, 5);
    expect(total.interval?.high).toBeCloseTo(0.98212, 5);
    expect(groups.map(({ group, n, done }) => [group, n, done])).toEqual([
      ['anna', 4, 3],
      ['ben', 6, 6],
    ]);
    expect(items.map(({ action, standard, n, share }) => [action, standard, n, share])).toEqual([
      ['Greet', true, 4, 0.75],
      ['Greet', true, 6, 1],
      ['Smile', true, 0, null],
      ['Sing', false, 1, 1],
    ]);
  });

  it('counts observations only', () => {
    const { sample } = FeedbackReceived;
    expect(observedActions('f', sample)).toEqual([]);
    const seen = [
      { action: 'Greet', done: false },
      { action: 'Greet', done: true },
    ];
    expect(observedActions('f', { ...sample, method: 'observation', actions: seen })).toMatchObject([
      { action: 'Greet', done: true, touchpoint: 'handover' },
    ]);
    expect(observedActions('f', { ...sample, method: 'observation', touchpoint: null, actions: seen })).toEqual([]);
  });
});

describe('the report of a standard', () => {
  const content = {
    touchpoint: 't',
    metric: 'nps',
    segment: null,
    comparator: '>=',
    target: 20,
    window: 'P7D',
    owner: 'x',
  } as const;
  const day = (n: number): Date => new Date(Date.UTC(2026, 2, n));
  const versions: DatedVersion[] = [
    { version: 1, content: { ...content, minimumSample: 3 }, recordedAt: day(2) },
    { version: 2, content: { ...content, minimumSample: 3, target: -100 }, recordedAt: day(4) },
    { version: 3, content: null, recordedAt: day(9) },
  ];
  const outcome = (from: number, to: number, ...answers: number[]) => {
    const period = { from: day(from), to: day(to) };
    const { outcome: found, version } = reportPeriod(
      period,
      versions,
      new Map([['nps', samplesOf('nps', ...answers)]]),
    );
    return [found, version];
  };

  it('says of each period whether it was met, by the version that held at its end', () => {
    expect(outcome(1, 2, ...times(9, 0))).toEqual(['no_standard', null]);
    expect(outcome(2, 3, ...times(9, 0))).toEqual(['breached', 1]);
    expect(outcome(2, 3, 0, 0)).toEqual(['too_few', 1]);
    expect(outcome(4, 5, ...times(9, 0))).toEqual(['met', 2]);
    expect(outcome(9, 10, ...times(9, 0))).toEqual(['no_standard', null]);
  });
});
