import { describe, expect, it } from '@jest/globals';
import type { Journey } from '../map/journey.ts';
import { answerSample, type Sample } from '../metrics/sample.ts';
import { experienceIndex } from './experience-index.ts';
import { healthMap } from './health-map.ts';
import { journeyHealth } from './journey-health.ts';
import { partsOf, rollUp } from './roll-up.ts';

const journey: Journey = {
  name: 'Visit & "return"',
  stages: [
    {
      id: 'come',
      name: '来店',
      phase: 'before',
      weight: 3,
      segmentWeights: { regular: 1 },
      touchpoints: [
        { id: 'door', name: 'Door', weight: 3, segmentWeights: { regular: 1 } },
        { id: 'hall', name: 'Hall <main>', owner: 'wei', touchpoints: [{ id: 'desk', name: 'Desk' }] },
      ],
    },
    { id: 'leave', name: 'Leave', phase: 'after', touchpoints: [{ id: 'exit', name: 'Exit' }] },
    { id: 'later', name: 'Later', phase: 'after', weight: 0, touchpoints: [] },
  ],
};

const nominal = (segment: string | null, measured: string[] = []) =>
  Object.fromEntries(partsOf('j', journey, segment, new Set(measured)).map((p) => [p.touchpoint, p.nominalWeight]));

const samplesOf = (answers: Record<string, Record<string, number>>): Map<string, Map<string, Sample>> =>
  new Map(
    Object.entries(answers).map(([touchpoint, said]) => [
      touchpoint,
      new Map(
        Object.entries(said).map(([metric, value]) => [
          metric,
          answerSample(metric.startsWith('experience') ? 'experience' : (metric as 'nps'), value),
        ]),
      ),
    ]),
  );

const window = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-03-31T00:00:00Z') };
const version = {
  journeyId: 'j',
  version: 2,
  journey,
  effectiveFrom: window.from,
  publishedAt: window.from,
  publishedBy: 'ops',
};

describe('the weight of a part', () => {
  it('is the product of its shares among siblings down the path', () => {
    expect(nominal(null)).toEqual({ door: 0.75 * 0.75, desk: 0.75 * 0.25, exit: 0.25 });
  });

  it('is that of the segment where the map gives one', () => {
    expect(nominal('regular')).toEqual({ door: 0.5 * 0.5, desk: 0.5 * 0.5, exit: 0.5 });
  });

  it('is the average of its children for a touchpoint above them that feedback names itself', () => {
    expect(nominal(null, ['hall'])).toEqual({
      door: 0.75 * 0.75,
      hall: 0.75 * 0.25 * 0.5,
      desk: 0.75 * 0.25 * 0.5,
      exit: 0.25,
    });
  });
});

describe('the roll-up', () => {
  it('adds the contributions up to the value, among the parts with data only', () => {
    const values = new Map([
      ['door', { value: 80, n: 10 }],
      ['exit', { value: 20, n: 5 }],
    ]);
    const roll = rollUp(partsOf('j', journey, null, new Set()), values);
    expect(roll.coverage).toBeCloseTo(0.8125, 12);
    expect(roll.value).toBeCloseTo((80 * 0.5625 + 20 * 0.25) / 0.8125, 12);
    expect(roll.parts.reduce((sum, { contribution }) => sum + (contribution ?? 0), 0)).toBeCloseTo(roll.value ?? 0, 12);
    expect(roll.parts.find(({ touchpoint }) => touchpoint === 'desk')).toMatchObject({
      value: null,
      weight: 0,
      contribution: null,
      n: 0,
    });
  });

  it('has no value without any data, and none where all that has data weighs nothing', () => {
    expect(rollUp(partsOf('j', journey, null, new Set()), new Map())).toMatchObject({ value: null, coverage: 0 });
  });
});

describe('the experience index', () => {
  const index = (answers: Record<string, number>, weights: Record<string, number> | null = null) =>
    experienceIndex(samplesOf({ t: answers }).get('t') ?? new Map(), weights);

  it('puts every scale on 0 to 100', () => {
    expect(index({ nps: 10 })?.value).toBe(100);
    expect(index({ csat: 3 })?.value).toBe(50);
    expect(index({ ces: 1 })?.value).toBe(0);
    expect(index({ csat: 5, nps: 0 })).toEqual({ value: 50, n: 2 });
    expect(index({})).toBeNull();
  });

  it('counts factors by their weights, and leaves out a factor without one', () => {
    const answers = { 'experience:service': 8, 'experience:price': 2 };
    expect(index(answers)?.value).toBe(50);
    expect(index(answers, { service: 3, price: 1 })?.value).toBe(65);
    expect(index(answers, { service: 3 })?.value).toBe(80);
    expect(index(answers, { brand: 1 })).toBeNull();
  });
});

describe('the health of a journey', () => {
  const now = { window, samples: samplesOf({ door: { csat: 5 }, hall: { csat: 3 } }) };
  const before = { window, samples: samplesOf({ door: { csat: 3 }, exit: { csat: 5 } }) };
  const health = journeyHealth({ version, segment: null, metric: null, now, before });

  it('says what has no data, and compares with an earlier time part by part', () => {
    expect(health.missing).toEqual(['desk', 'exit']);
    expect(health.comparison?.change).toBeCloseTo((health.value ?? 0) - (health.comparison?.value ?? 0), 12);
    const change = health.parts.reduce(
      (sum, { contribution, before: then }) => sum + (contribution ?? 0) - (then?.contribution ?? 0),
      0,
    );
    expect(change).toBeCloseTo(health.comparison?.change ?? Number.NaN, 10);
    expect(health.stages[0]?.value).toBeCloseTo((5625 * 100 + 937.5 * 50) / 6562.5, 10);
    expect(health.parts.find(({ touchpoint }) => touchpoint === 'desk')?.owner).toBe('wei');
  });

  it('is drawn with a title, a description and text that needs no colour; names are escaped', () => {
    const svg = healthMap(health);
    expect(svg).toContain('<title id="title">Visit &amp; &quot;return&quot;: ');
    expect(svg).toContain('2 of 4 touchpoints have no data');
    expect(svg).toContain('Hall &lt;main&gt;');
    expect(svg).toMatch(/<text[^>]*>▲ 100 \(\+50\)<\/text>/);
    expect(svg).not.toMatch(/NaN|undefined/);
  });
});
