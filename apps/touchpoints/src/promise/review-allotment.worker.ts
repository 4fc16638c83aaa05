import { dueWorker } from '@harken/service';
import { nextReviewInMs } from './allotment.queries.ts';
import { promiseSignal } from './allotment.store.ts';
import { reviewAllotment } from './review-allotment.use-case.ts';

/** Moves the limits of all detectors when the number of monitors or the promise changed, at most once a day. */
export const reviewAllotmentWorker = dueWorker('the monitoring promise could not be shared out', {
  claim: reviewAllotment,
  nextDueInMs: nextReviewInMs,
  signal: promiseSignal,
  maxSleepMs: 60_000,
});
