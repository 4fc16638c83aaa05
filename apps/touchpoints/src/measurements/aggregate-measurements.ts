import type { EventData, FeedbackReceived, FeedbackRetracted, FeedbackSuperseded } from '@harken/contracts';
import { bucketResolutions, bucketStart } from '../metrics/bucket.ts';
import { experienceMetric, isSatisfied, type MetricKind, ratingMetric, voiceMetrics } from '../metrics/metric.ts';
import { addSamples, answerSample, negativeOf, type Sample } from '../metrics/sample.ts';

export type FeedbackData = EventData<typeof FeedbackReceived>;
export type CorrectionData = EventData<typeof FeedbackSuperseded> | EventData<typeof FeedbackRetracted>;

/** Answers that count at a touchpoint, or that a correction takes back. */
export interface CountedAnswers extends Pick<FeedbackData, 'touchpoint' | 'answers' | 'occurredAt' | 'receivedAt'> {
  readonly takenBack?: boolean;
}

/** History is no sign of how things are now, and staff and management are no customers. */
export const countsNow = ({ history, voice }: Pick<FeedbackData, 'history' | 'voice'>): boolean =>
  !history && voice === 'customer';

/** What a correction takes back and adds, at its own time: buckets that are not kept any more stay as they are. */
export function changesOf(correction: CorrectionData): CountedAnswers[] {
  const { before, at: receivedAt } = correction;
  const after = 'after' in correction ? correction.after : null;
  return [
    ...(countsNow(before) ? [{ ...before, receivedAt, takenBack: true }] : []),
    ...(after && countsNow(after) ? [{ ...after, receivedAt }] : []),
  ];
}

export interface Measurement {
  readonly metric: string;
  readonly sample: Sample;
}

export interface MeasurementBucket extends Measurement {
  readonly touchpoint: string;
  readonly width: number;
  readonly bucket: Date;
}

/** The measurements in one feedback. A missing answer adds nothing. */
export function measurementsOf({ nps, csat, ces, ratings, factors }: FeedbackData['answers']): Measurement[] {
  const found: Measurement[] = [];
  const add = (metric: string, kind: MetricKind, value: number | null) => {
    if (value !== null) found.push({ metric, sample: answerSample(kind, value) });
  };
  add('nps', 'nps', nps);
  add('csat', 'csat', csat);
  add('ces', 'ces', ces);
  for (const { name, value } of ratings) add(ratingMetric(name), 'rating', value);
  const satisfied = isSatisfied(nps, csat);
  for (const { factor, experience, expectation, importance, min = 0, max = 10 } of factors) {
    // On 0-10, as the targets of standards are.
    const onScale = (value: number | null) => (value === null ? null : ((value - min) * 10) / (max - min));
    add(experienceMetric(factor), 'experience', onScale(experience));
    add(voiceMetrics.expectation(factor), 'experience', onScale(expectation));
    add(voiceMetrics.importance(factor), 'experience', onScale(importance));
    if (satisfied) add(voiceMetrics.satisfied(factor), 'experience', onScale(experience));
  }
  return found;
}

/**
 * The buckets that a batch adds to, in one fixed order, so that two batches lock the same rows in the same order. Answers
 * that are older than the retention of a resolution go to the wider ones only.
 */
export function aggregateMeasurements(feedback: readonly CountedAnswers[]): MeasurementBucket[] {
  const buckets = new Map<string, MeasurementBucket>();
  for (const { touchpoint, answers, occurredAt, receivedAt, takenBack } of feedback) {
    if (touchpoint === null) continue;
    const found = measurementsOf(answers);
    if (found.length === 0) continue;
    const at = new Date(occurredAt);
    const ageSeconds = (Date.parse(receivedAt) - at.getTime()) / 1000;
    for (const { width, retentionSeconds } of bucketResolutions) {
      if (ageSeconds > retentionSeconds) continue;
      const bucket = bucketStart(at, width);
      for (const { metric, sample: said } of found) {
        const sample = takenBack ? negativeOf(said) : said;
        const key = `${touchpoint}\n${metric}\n${width}\n${bucket.getTime()}`;
        const before = buckets.get(key);
        const sum = before ? addSamples(before.sample, sample) : sample;
        buckets.set(key, { touchpoint, metric, width, bucket, sample: sum });
      }
    }
  }
  return [...buckets.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

export interface TouchpointActivity {
  readonly touchpoint: string;
  readonly events: number;
  readonly lastEventId: string;
}

/** The number of events and the last event of each touchpoint, in one fixed order for the same reason. */
export function aggregateActivity(
  events: readonly { readonly touchpoint: string | null; readonly id: string }[],
): TouchpointActivity[] {
  const activities = new Map<string, TouchpointActivity>();
  for (const { touchpoint, id } of events) {
    if (touchpoint === null) continue;
    const count = (activities.get(touchpoint)?.events ?? 0) + 1;
    activities.set(touchpoint, { touchpoint, events: count, lastEventId: id });
  }
  return [...activities.values()].sort((a, b) => (a.touchpoint < b.touchpoint ? -1 : 1));
}
