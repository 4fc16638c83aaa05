import { FeedbackReceived, InteractionRecorded } from '@harken/contracts';
import { onBatch } from '@harken/messaging';
import { hear } from './measurements/hear.use-case.ts';

export const touchpointsSubscriptions = [onBatch([FeedbackReceived, InteractionRecorded], hear)];
