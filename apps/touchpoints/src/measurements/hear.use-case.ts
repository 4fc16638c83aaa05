import { type EventData, FeedbackReceived, type InteractionRecorded } from '@harken/contracts';
import type { ReceivedEvent, Tx } from '@harken/messaging';
import { tellMonitors } from '../monitors/tell-monitors.use-case.ts';
import { measurementStore } from './measurement.store.ts';
import { activitiesIn, tally } from './tally.ts';

type Feedback = EventData<typeof FeedbackReceived>;
type Heard = ReceivedEvent<Feedback | EventData<typeof InteractionRecorded>>;

const isFeedback = (event: Heard): event is ReceivedEvent<Feedback> => event.type === FeedbackReceived.type;

/**
 * Adds a batch to the buckets and tells the monitors that it concerns. An interaction says nothing in numbers, but it
 * breaks a silence.
 */
export async function hear(events: readonly Heard[], tx: Tx): Promise<void> {
  const activities = activitiesIn(events.map(({ data, subject }) => ({ touchpoint: data.touchpoint, id: subject })));
  if (activities.length === 0) return;
  const buckets = tally(events.filter(isFeedback).map(({ data }) => data));
  await measurementStore.add(tx, buckets, activities);
  const touchpoints = activities.map(({ touchpoint }) => touchpoint);
  const metrics = [...new Set(buckets.map(({ metric }) => metric))];
  await tellMonitors({ touchpoints, metrics }, tx);
}
