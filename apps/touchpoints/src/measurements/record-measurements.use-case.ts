import { ComplaintOpened, FeedbackReceived, InteractionRecorded } from '@harken/contracts';
import type { Tx } from '@harken/database';
import type { ReceivedEvent } from '@harken/messaging';
import { markMonitorsDirty } from '../monitors/mark-monitors-dirty.use-case.ts';
import {
  aggregateActivity,
  aggregateMeasurements,
  type ComplaintData,
  type CorrectionData,
  changesOf,
  complaintObservation,
  type FeedbackData,
  type InteractionData,
  interactionObservation,
  type MeasurementBucket,
  type Observation,
  observationOf,
  type TouchpointActivity,
} from './aggregate-measurements.ts';
import { measurementStore } from './measurement.store.ts';

type IncomingEvent = ReceivedEvent<FeedbackData | InteractionData | ComplaintData>;

const isOf = <D>(event: IncomingEvent, { type }: { type: string }): event is IncomingEvent & ReceivedEvent<D> =>
  event.type === type;

function observationsOf(event: IncomingEvent): Observation[] {
  if (isOf<FeedbackData>(event, FeedbackReceived)) {
    return event.data.voice === 'customer' ? [observationOf(event.data, event.data.receivedAt)] : [];
  }
  if (isOf<InteractionData>(event, InteractionRecorded)) return [interactionObservation(event.data, event.time)];
  return [complaintObservation(event.data as ComplaintData, event.time)];
}

/**
 * Adds a batch of events to the buckets and marks the monitors concerned. Feedback and interactions end a silence, a
 * complaint and history do not.
 */
export async function recordMeasurements(events: readonly IncomingEvent[], tx: Tx): Promise<void> {
  const observed = events.flatMap((event) => observationsOf(event).map((observation) => ({ event, observation })));
  const present = observed.filter(
    ({ event, observation }) => !observation.history && event.type !== ComplaintOpened.type,
  );
  const activities = aggregateActivity(
    present.map(({ event, observation }) => ({ touchpoint: observation.touchpoint, id: event.subject })),
  );
  const buckets = aggregateMeasurements(observed.map(({ observation }) => observation));
  // Always in this order, so that two batches never wait for each other in a circle.
  if (buckets.length > 0) await measurementStore.add(tx, buckets);
  if (activities.length > 0) await measurementStore.noteActivity(tx, activities);
  await markDirty(buckets, tx, activities);
}

/** Counts what corrected feedback says now in place of what it said before. A correction ends no silence. */
export async function correctMeasurements(
  corrections: readonly ReceivedEvent<CorrectionData>[],
  tx: Tx,
): Promise<void> {
  const buckets = aggregateMeasurements(corrections.flatMap(({ data }) => changesOf(data)));
  if (buckets.length === 0) return;
  await measurementStore.add(tx, buckets);
  await markDirty(buckets, tx);
}

async function markDirty(
  buckets: readonly MeasurementBucket[],
  tx: Tx,
  activities: readonly TouchpointActivity[] = [],
): Promise<void> {
  const touchpoints = [...new Set([...activities, ...buckets].map(({ touchpoint }) => touchpoint))];
  if (touchpoints.length === 0) return;
  const metrics = [...new Set(buckets.map(({ metric }) => metric))];
  await markMonitorsDirty({ touchpoints, metrics }, tx);
}
