import type { EventData, FeedbackReceived } from '@harken/contracts';
import { bucketOf, resolutions } from '../metrics/bucket.ts';
import { experienceMetric, type MetricKind, ratingMetric } from '../metrics/metric.ts';
import { addSamples, answerSample, type Sample } from '../metrics/sample.ts';

type Feedback = EventData<typeof FeedbackReceived>;

export interface Measurement {
  readonly metric: string;
  readonly sample: Sample;
}

export interface BucketOfMeasurements extends Measurement {
  readonly touchpoint: string;
  readonly width: number;
  readonly bucket: Date;
}

/** What one feedback says in numbers. An answer that was not given counts nowhere. */
export function measurementsIn({ nps, csat, ces, ratings, factors }: Feedback['answers']): Measurement[] {
  const found: Measurement[] = [];
  const add = (metric: string, kind: MetricKind, value: number | null) => {
    if (value !== null) found.push({ metric, sample: answerSample(kind, value) });
  };
  add('nps', 'nps', nps);
  add('csat', 'csat', csat);
  add('ces', 'ces', ces);
  for (const { name, value } of ratings) add(ratingMetric(name), 'rating', value);
  for (const { factor, experience } of factors) add(experienceMetric(factor), 'experience', experience);
  return found;
}

/**
 * The buckets that a batch adds to, in one fixed order: two batches that meet the same rows take their locks alike.
 * Answers that were older than a resolution is kept when they came in go to the wider ones only.
 */
export function tally(feedback: readonly Feedback[]): BucketOfMeasurements[] {
  const buckets = new Map<string, BucketOfMeasurements>();
  for (const { touchpoint, answers, occurredAt, receivedAt } of feedback) {
    if (touchpoint === null) continue;
    const found = measurementsIn(answers);
    if (found.length === 0) continue;
    const at = new Date(occurredAt);
    const ageSeconds = (Date.parse(receivedAt) - at.getTime()) / 1000;
    for (const { width, keptSeconds } of resolutions) {
      if (ageSeconds > keptSeconds) continue;
      const bucket = bucketOf(at, width);
      for (const { metric, sample } of found) {
        const key = `${touchpoint}\n${metric}\n${width}\n${bucket.getTime()}`;
        const before = buckets.get(key);
        const sum = before ? addSamples(before.sample, sample) : sample;
        buckets.set(key, { touchpoint, metric, width, bucket, sample: sum });
      }
    }
  }
  return [...buckets.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

export interface Activity {
  readonly touchpoint: string;
  readonly events: number;
  readonly lastEventId: string;
}

/** How often each touchpoint spoke, and with what last; in one fixed order for the same reason. */
export function activitiesIn(
  heard: readonly { readonly touchpoint: string | null; readonly id: string }[],
): Activity[] {
  const activities = new Map<string, Activity>();
  for (const { touchpoint, id } of heard) {
    if (touchpoint === null) continue;
    const events = (activities.get(touchpoint)?.events ?? 0) + 1;
    activities.set(touchpoint, { touchpoint, events, lastEventId: id });
  }
  return [...activities.values()].sort((a, b) => (a.touchpoint < b.touchpoint ? -1 : 1));
}
