import { type EventData, FeedbackReceived, type InteractionRecorded } from '@harken/contracts';
import type { Tx } from '@harken/database';
import type { ReceivedEvent } from '@harken/messaging';
import { markMonitorsDirty } from '../monitors/mark-monitors-dirty.use-case.ts';
import {
  aggregateActivity,
  aggregateMeasurements,
  type CorrectionData,
  changesOf,
  type FeedbackData,
} from './aggregate-measurements.ts';
import { measurementStore } from './measurement.store.ts';

type IncomingEvent = ReceivedEvent<FeedbackData | EventData<typeof InteractionRecorded>>;

const isFeedback = (event: IncomingEvent): event is ReceivedEvent<FeedbackData> => event.type === FeedbackReceived.type;

/**
 * Adds a batch of events to the buckets and marks the monitors concerned. An interaction has no numbers, but it ends a
 * silence.
 */
export async function recordMeasurements(events: readonly IncomingEvent[], tx: Tx): Promise<void> {
  const activities = aggregateActivity(
    events.map(({ data, subject }) => ({ touchpoint: data.touchpoint, id: subject })),
  );
  if (activities.length === 0) return;
  const buckets = aggregateMeasurements(events.filter(isFeedback).map(({ data }) => data));
  await measurementStore.add(tx, buckets);
  await measurementStore.noteActivity(tx, activities);
  const touchpoints = activities.map(({ touchpoint }) => touchpoint);
  const metrics = [...new Set(buckets.map(({ metric }) => metric))];
  await markMonitorsDirty({ touchpoints, metrics }, tx);
}

/** Counts what corrected feedback says now in place of what it said before. A correction ends no silence. */
export async function correctMeasurements(
  corrections: readonly ReceivedEvent<CorrectionData>[],
  tx: Tx,
): Promise<void> {
  const buckets = aggregateMeasurements(corrections.flatMap(({ data }) => changesOf(data)));
  if (buckets.length === 0) return;
  await measurementStore.add(tx, buckets);
  const touchpoints = [...new Set(buckets.map(({ touchpoint }) => touchpoint))];
  const metrics = [...new Set(buckets.map(({ metric }) => metric))];
  await markMonitorsDirty({ touchpoints, metrics }, tx);
}
