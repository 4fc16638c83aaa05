import { dueWorker } from '@harken/service';
import { alertReviewSignal, nextAlertReviewInMs } from './alert-review.store.ts';
import { reviewDueAlerts } from './review-alerts.use-case.ts';

/** Tells people of alerts: after a change, when a silence begins or ends, to repeat, and to escalate. */
export const reviewAlertsWorker = dueWorker('alerts could not be reviewed', {
  work: 'alert-reviews',
  claim: reviewDueAlerts,
  nextDueInMs: nextAlertReviewInMs,
  signal: alertReviewSignal,
});
