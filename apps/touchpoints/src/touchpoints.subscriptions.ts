import { FeedbackReceived, InteractionRecorded } from '@harken/contracts';
import { onBatch } from '@harken/messaging';
import { takeFeedback, takeInteractions } from './measurements/take-feedback.use-case.ts';

export const touchpointsSubscriptions = [
  onBatch(FeedbackReceived, takeFeedback),
  onBatch(InteractionRecorded, takeInteractions),
];
