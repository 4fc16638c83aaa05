import { FeedbackReceived, InteractionRecorded } from '@harken/contracts';
import { onBatch } from '@harken/messaging';
import { recordMeasurements } from './measurements/record-measurements.use-case.ts';

// History is no sign of how things are now, and staff and management are no customers: neither breaches a standard nor
// ends a silence.
export const touchpointsSubscriptions = [
  onBatch([FeedbackReceived, InteractionRecorded], recordMeasurements, {
    filter: ({ data }) => !data.history && (!('voice' in data) || data.voice === 'customer'),
  }),
];
