import { FeedbackReceived, InteractionRecorded } from '@harken/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bucketStart, bucketWidthFor, leavesWindowAt, windowStart } from '../metrics/bucket.ts';
import { durationSeconds } from '../metrics/duration.ts';
import { metricKind } from '../metrics/metric.ts';
import { addSamples, answerSample, emptySample, intervalOf, scoreOf } from '../metrics/sample.ts';
import {
  aggregateMeasurements as aggregate,
  aggregateActivity,
  changesOf,
  type FeedbackData,
  interactionObservation,
  measurementsOf,
  type Observation,
  observationOf,
} from './aggregate-measurements.ts';

const sample = FeedbackReceived.sample;
const said = (nps: number, touchpoint: string | null, occurredAt = '2026-03-02T09:59:59.400Z') => ({
  ...sample,
  touchpoint,
  occurredAt,
  receivedAt: '2026-03-02T10:00:00.000Z',
  answers: { nps, csat: null, ces: null, ratings: [], factors: [] },
});

type Said = Omit<FeedbackData, 'feedbackId'>;
const aggregateMeasurements = (items: readonly (Said | Observation)[]) =>
  aggregate(items.map((item) => ('answers' in item ? observationOf(item, item.receivedAt) : item))).filter(
    ({ segment }) => segment === '',
  );

describe('metrics', () => {
  it('are the five kinds and nothing else', () => {
    expect(['nps', 'csat', 'ces', 'rating:clean', 'experience:服务'].map(metricKind)).toEqual([
      'nps',
      'csat',
      'ces',
      'rating',
      'experience',
    ]);
    for (const wrong of ['', 'NPS', 'rating:', 'rating: x', 'experience', 'nps:x', 'speed']) {
      expect(metricKind(wrong)).toBeUndefined();
    }
  });
});

describe('durations', () => {
  it('are whole spans of weeks, days and time', () => {
    expect(['PT5S', 'P1D', 'P1W', 'PT1H30M', 'PT0S'].map(durationSeconds)).toEqual([5, 86_400, 604_800, 5400, 0]);
  });

  it('have no months or years, whose length depends on where they start', () => {
    expect(['P1M', 'P1Y', '-PT5S', '5 minutes', ''].map(durationSeconds)).toEqual(Array(5).fill(undefined));
  });
});

describe('time buckets', () => {
  it('cut a window into 60 parts at least, but not below a second', () => {
    expect(
      ['PT5S', 'PT59M', 'PT1H', 'P1D', 'P3D', 'P30D'].map((text) => bucketWidthFor(durationSeconds(text) ?? 0)),
    ).toEqual([1, 1, 60, 60, 3600, 3600]);
  });

  it('leave the window exactly when it no longer starts in them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.constantFrom(5, 90, 7200, 400_000), (ms, seconds) => {
        const width = bucketWidthFor(seconds);
        const bucket = bucketStart(new Date(ms), width);
        const leaves = leavesWindowAt(bucket, seconds, width);
        expect(windowStart(new Date(leaves.getTime() - 1), seconds, width) <= bucket).toBe(true);
        expect(windowStart(leaves, seconds, width) > bucket).toBe(true);
      }),
    );
  });
});

describe('samples', () => {
  const answers = fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 40 });
  const sumOf = (values: number[]) => values.map((v) => answerSample('nps', v)).reduce(addSamples, emptySample);

  it('add up the same in any order and any grouping', () => {
    fc.assert(
      fc.property(answers, answers, (a, b) => {
        expect(addSamples(sumOf(a), sumOf(b))).toEqual(sumOf([...b, ...a]));
      }),
    );
  });

  it('score as the field does: NPS in points, CSAT the share of 4 and 5, else the mean', () => {
    expect(scoreOf('nps', sumOf([10, 9, 8, 0]))).toBe(25);
    const csat = [5, 4, 3, 1].map((v) => answerSample('csat', v)).reduce(addSamples);
    expect(scoreOf('csat', csat)).toBe(0.5);
    const ces = [1, 7].map((v) => answerSample('ces', v)).reduce(addSamples);
    expect(scoreOf('ces', ces)).toBe(4);
  });

  it('are null, not 0, without answers', () => {
    for (const kind of ['nps', 'csat', 'ces', 'rating', 'experience'] as const) {
      expect(scoreOf(kind, emptySample)).toBeNull();
      expect(intervalOf(kind, emptySample)).toBeNull();
    }
  });
});

describe('aggregating measurements', () => {
  it('counts every answer given and no missing one', () => {
    const answers = {
      nps: null,
      csat: 4,
      ces: null,
      ratings: [{ name: 'clean', value: 3, min: 1, max: 5 }],
      factors: [
        { factor: 'service', experience: 0, expectation: 7, importance: null, ideal: null },
        { factor: 'price', experience: null, expectation: 7, importance: null, ideal: null },
        { factor: 'staff', experience: 4, expectation: null, importance: null, ideal: null, min: 1, max: 5 },
      ],
    };
    expect(measurementsOf(answers).map(({ metric, sample: { sum } }) => [metric, sum])).toEqual([
      ['csat', 4],
      ['rating:clean', 3],
      ['experience:service', 0],
      ['expectation:service', 7],
      ['satisfied:service', 0],
      ['expectation:price', 7],
      ['experience:staff', 7.5],
      ['satisfied:staff', 7.5],
    ]);
  });

  it('merges a batch into one row per bucket, in one order whatever the order of events', () => {
    const batch = [said(10, 'b'), said(0, 'a'), said(9, 'b'), said(5, null)];
    const rows = aggregateMeasurements(batch);
    expect(rows).toEqual(aggregateMeasurements([...batch].reverse()));
    expect(rows.map(({ touchpoint, width, sample: { n } }) => [touchpoint, width, n])).toEqual([
      ['a', 1, 1],
      ['a', 3600, 1],
      ['a', 60, 1],
      ['b', 1, 2],
      ['b', 3600, 2],
      ['b', 60, 2],
    ]);
  });

  it('puts a late answer into the buckets of its time, and only into widths still kept', () => {
    const rows = aggregateMeasurements([said(3, 'a', '2026-02-01T12:34:56.000Z')]);
    expect(rows.map(({ width, bucket }) => [width, bucket.toISOString()])).toEqual([
      [3600, '2026-02-01T12:00:00.000Z'],
    ]);
  });

  it('counts what a correction says in place of what was said before, as if it had been said at once', () => {
    const { feedbackId, ...first } = said(3, 'a');
    const { feedbackId: _, ...corrected } = said(9, 'b', '2026-03-02T09:59:58.000Z');
    const correction = { feedbackId, version: 2, by: 'crm', at: first.receivedAt };
    const after = (...more: Parameters<typeof aggregateMeasurements>[0]) =>
      aggregateMeasurements([first, ...more]).filter(({ sample }) => sample.n !== 0);
    expect(after(...changesOf({ ...correction, before: first, after: corrected }))).toEqual(
      aggregateMeasurements([corrected]),
    );
    expect(after(...changesOf({ ...correction, before: first }))).toEqual([]);
  });

  it('counts nothing of a correction of what staff say', () => {
    const { feedbackId, ...first } = { ...said(3, 'a'), voice: 'staff' as const };
    const correction = { feedbackId, version: 2, by: 'crm', at: first.receivedAt };
    expect(changesOf({ ...correction, before: first, after: first })).toEqual([]);
  });

  it('keeps history, segments and counts in hours only, each by itself', () => {
    const past = observationOf({ ...said(3, 'a'), history: true }, '2026-03-02T10:00:00.000Z');
    const visit = { ...InteractionRecorded.sample, touchpoint: 'a', occurredAt: '2026-03-02T09:59:00.000Z' };
    const rows = aggregate([past, interactionObservation(visit, new Date('2026-03-02T10:00:00Z'))]);
    expect(rows.map(({ metric, segment, width, history }) => [metric, segment, width, history])).toEqual([
      ['interaction:visit', '', 3600, false],
      ['interaction:visit', 'owner-occupier', 3600, false],
      ['nps', '', 3600, true],
      ['nps', 'owner-occupier', 3600, true],
    ]);
  });

  it('knows what arrived more than a quarter of an hour after its hour', () => {
    const arrival = (receivedAt: string) =>
      aggregate([observationOf(said(3, 'a'), receivedAt)]).find(({ width }) => width === 3600)?.arrived;
    expect(arrival('2026-03-02T10:14:59.999Z')).toEqual(new Date('2026-03-02T09:00:00Z'));
    expect(arrival('2026-03-02T10:15:00.000Z')).toEqual(new Date('2026-03-02T10:15:00Z'));
    expect(arrival('2026-03-02T13:50:00.000Z')).toEqual(new Date('2026-03-02T13:45:00Z'));
  });

  it('leaves buckets alone that are no longer kept when the correction comes', () => {
    const { feedbackId, ...first } = said(3, 'a');
    const at = '2026-03-12T10:00:00.000Z';
    const changes = changesOf({ feedbackId, version: 2, by: 'crm', at, before: first });
    expect(aggregateMeasurements(changes).map(({ width, sample }) => [width, sample.n])).toEqual([[3600, -1]]);
  });

  it('keeps the number of events and the last event of each touchpoint', () => {
    const events = [
      { touchpoint: 'b', id: '1' },
      { touchpoint: null, id: '2' },
      { touchpoint: 'a', id: '3' },
      { touchpoint: 'b', id: '4' },
    ];
    expect(aggregateActivity(events)).toEqual([
      { touchpoint: 'a', events: 1, lastEventId: '3' },
      { touchpoint: 'b', events: 2, lastEventId: '4' },
    ]);
  });
});
