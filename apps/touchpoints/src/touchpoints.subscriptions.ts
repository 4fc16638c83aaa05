import { FeedbackReceived, FeedbackRetracted, FeedbackSuperseded, InteractionRecorded } from '@harken/contracts';
import { onBatch } from '@harken/messaging';
import { resolveTouchpointAliases } from './map/resolve-touchpoint-aliases.use-case.ts';
import { countsNow } from './measurements/aggregate-measurements.ts';
import { correctMeasurements, recordMeasurements } from './measurements/record-measurements.use-case.ts';

// What does not count now neither breaches a standard nor ends a silence.
export const touchpointsSubscriptions = [
  onBatch(
    [FeedbackReceived, InteractionRecorded],
    async (events, tx) => recordMeasurements(await resolveTouchpointAliases(events, tx), tx),
    { filter: ({ data }) => ('voice' in data ? countsNow(data) : !data.history) },
  ),
  onBatch([FeedbackSuperseded, FeedbackRetracted], async (events, tx) =>
    correctMeasurements(await resolveTouchpointAliases(events, tx), tx),
  ),
];
