import {
  ComplaintImported,
  ComplaintOpened,
  FeedbackReceived,
  FeedbackRetracted,
  FeedbackSuperseded,
  InteractionRecorded,
} from '@harken/contracts';
import { onBatch } from '@harken/messaging';
import { correctMeasurements, recordMeasurements } from './measurements/record-measurements.use-case.ts';

export const touchpointsSubscriptions = [
  onBatch([FeedbackReceived, InteractionRecorded, ComplaintOpened, ComplaintImported], recordMeasurements),
  onBatch([FeedbackSuperseded, FeedbackRetracted], correctMeasurements),
];
