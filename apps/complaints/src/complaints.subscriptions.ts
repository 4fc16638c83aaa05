import { CustomerChanged, FeedbackReceived } from '@harken/contracts';
import { onBatch } from '@harken/messaging';
import { followCustomers } from './customers/follow-customers.use-case.ts';
import { openFromFeedback } from './lifecycle/open-from-feedback.use-case.ts';

export const complaintsSubscriptions = [
  onBatch(CustomerChanged, followCustomers),
  onBatch(FeedbackReceived, openFromFeedback),
];
