import type { EventData, FeedbackReceived, InteractionRecorded } from '@harken/contracts';
import type { ReceivedEvent, Tx } from '@harken/messaging';
import { withThoseAbove } from '../map/touchpoint.queries.ts';
import { tellMonitors } from '../monitors/tell-monitors.use-case.ts';
import { databaseTime } from './measurement.queries.ts';
import { measurementStore } from './measurement.store.ts';
import { activitiesIn, tally } from './tally.ts';

/** Adds a batch of feedback to the buckets and tells the monitors that it concerns. */
export async function takeFeedback(
  events: readonly ReceivedEvent<EventData<typeof FeedbackReceived>>[],
  tx: Tx,
): Promise<void> {
  const feedback = events.map(({ data }) => data);
  const rows = tally(feedback, await databaseTime(tx));
  await measurementStore.add(tx, rows);
  const heard = feedback.map(({ touchpoint, feedbackId }) => ({ touchpoint, id: feedbackId }));
  await hear(heard, [...new Set(rows.map(({ metric }) => metric))], tx);
}

/** An interaction says nothing in numbers, but it breaks a silence. */
export async function takeInteractions(
  events: readonly ReceivedEvent<EventData<typeof InteractionRecorded>>[],
  tx: Tx,
): Promise<void> {
  const heard = events.map(({ data }) => ({ touchpoint: data.touchpoint, id: data.interactionId }));
  await hear(heard, [], tx);
}

async function hear(
  heard: readonly { readonly touchpoint: string | null; readonly id: string }[],
  metrics: readonly string[],
  tx: Tx,
): Promise<void> {
  const activities = activitiesIn(heard);
  if (activities.length === 0) return;
  await measurementStore.notice(tx, activities);
  const touchpoints = activities.map(({ touchpoint }) => touchpoint);
  await tellMonitors({ touchpoints: await withThoseAbove(tx, touchpoints), metrics }, tx);
}
