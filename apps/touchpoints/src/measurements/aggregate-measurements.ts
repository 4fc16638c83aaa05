import type {
  ComplaintImported,
  ComplaintOpened,
  EventData,
  FeedbackReceived,
  FeedbackRetracted,
  FeedbackSuperseded,
  InteractionRecorded,
} from '@harken/contracts';
import { arrivalOf, bucketResolutions, bucketStart, hourSeconds } from '../metrics/bucket.ts';
import {
  complaintsMetric,
  experienceMetric,
  interactionMetric,
  isSatisfied,
  type MetricKind,
  ratingMetric,
  voiceMetrics,
} from '../metrics/metric.ts';
import { addSamples, answerSample, countSample, negativeOf, type Sample } from '../metrics/sample.ts';

export type FeedbackData = EventData<typeof FeedbackReceived>;
export type InteractionData = EventData<typeof InteractionRecorded>;
export type ComplaintData = EventData<typeof ComplaintOpened> | EventData<typeof ComplaintImported>;
export type CorrectionData = EventData<typeof FeedbackSuperseded> | EventData<typeof FeedbackRetracted>;

/** What one event measures at a touchpoint, or what a correction takes back. */
export interface Observation {
  readonly touchpoint: string | null;
  readonly segments: readonly string[];
  readonly occurredAt: string;
  readonly receivedAt: string;
  /** It tells what was usual, and never how things are now. */
  readonly history: boolean;
  readonly measurements: readonly Measurement[];
  readonly takenBack?: boolean;
}

type Said = Pick<FeedbackData, 'touchpoint' | 'customer' | 'occurredAt' | 'answers' | 'history'>;

/** What feedback measures: staff and management are no customers. */
export const observationOf = (said: Said, receivedAt: string): Observation => ({
  touchpoint: said.touchpoint,
  segments: said.customer?.segments ?? [],
  occurredAt: said.occurredAt,
  receivedAt,
  history: said.history,
  measurements: measurementsOf(said.answers),
});

export const interactionObservation = (data: InteractionData, receivedAt: Date): Observation => ({
  touchpoint: data.touchpoint,
  segments: data.customer.segments,
  occurredAt: data.occurredAt,
  receivedAt: receivedAt.toISOString(),
  history: data.history,
  measurements: [{ metric: interactionMetric(data.interactionType), sample: countSample }],
});

/** A complaint counts when it was opened. One that was imported is history. */
export const complaintObservation = (data: ComplaintData, receivedAt: Date): Observation => ({
  touchpoint: data.complaint.touchpoint,
  segments: data.complaint.customer?.segments ?? [],
  occurredAt: data.complaint.openedAt,
  receivedAt: receivedAt.toISOString(),
  history: 'history' in data,
  measurements: [{ metric: complaintsMetric, sample: countSample }],
});

/** What a correction takes back and adds, at its own time: buckets that are not kept any more stay as they are. */
export function changesOf(correction: CorrectionData): Observation[] {
  const { before, at } = correction;
  const after = 'after' in correction ? correction.after : null;
  return [
    ...(before.voice === 'customer' ? [{ ...observationOf(before, at), takenBack: true }] : []),
    ...(after?.voice === 'customer' ? [observationOf(after, at)] : []),
  ];
}

export interface Measurement {
  readonly metric: string;
  readonly sample: Sample;
}

export interface MeasurementBucket extends Measurement {
  readonly touchpoint: string;
  /** Empty: of all customers. */
  readonly segment: string;
  readonly width: number;
  readonly bucket: Date;
  readonly arrived: Date;
  readonly history: boolean;
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
 * that are older than the retention of a resolution go to the wider ones only. Segments, history and counts are kept in
 * hours only.
 */
export function aggregateMeasurements(observations: readonly Observation[]): MeasurementBucket[] {
  const buckets = new Map<string, MeasurementBucket>();
  for (const { touchpoint, segments, occurredAt, receivedAt, history, measurements, takenBack } of observations) {
    if (touchpoint === null || measurements.length === 0) continue;
    const at = new Date(occurredAt);
    const received = new Date(receivedAt);
    const ageSeconds = (received.getTime() - at.getTime()) / 1000;
    for (const { width, retentionSeconds } of bucketResolutions) {
      if (ageSeconds > retentionSeconds) continue;
      const inHours = width === hourSeconds;
      if (history && !inHours) continue;
      const bucket = bucketStart(at, width);
      const arrived = inHours ? arrivalOf(bucket, received) : bucket;
      for (const segment of inHours ? ['', ...new Set(segments)] : ['']) {
        for (const { metric, sample: said } of measurements) {
          if (said === countSample && !inHours) continue;
          const sample = takenBack ? negativeOf(said) : said;
          const key = [touchpoint, metric, segment, width, bucket.getTime(), arrived.getTime(), history].join('\n');
          const before = buckets.get(key);
          const sum = before ? addSamples(before.sample, sample) : sample;
          buckets.set(key, { touchpoint, metric, segment, width, bucket, arrived, history, sample: sum });
        }
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
