import { FeedbackReceived, InteractionRecorded } from '@harken/contracts';
import { onBatch } from '@harken/messaging';
import { recordMeasurements } from './measurements/record-measurements.use-case.ts';

export const touchpointsSubscriptions = [onBatch([FeedbackReceived, InteractionRecorded], recordMeasurements)];
