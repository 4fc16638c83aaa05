import { FeedbackReceived } from '@harken/contracts';
import { newId } from '@harken/messaging';

/** A message as the relay puts it on the log. */
export function rawMessage() {
  const feedbackId = newId();
  return {
    key: feedbackId,
    value: JSON.stringify({ ...FeedbackReceived.sample, feedbackId }),
    headers: {
      ce_specversion: '1.0',
      ce_id: newId(),
      ce_source: '/harken/feedback',
      ce_type: FeedbackReceived.type,
      ce_subject: feedbackId,
      ce_time: new Date().toISOString(),
      'content-type': 'application/json',
    },
  };
}
