import { dueWorker } from '@harken/service';
import { nextExpiryInMs, surveyResponseStore } from './survey-response.store.ts';

/** Answers that were never sent are forgotten when their link has expired. */
export const forgetUnsentAnswers = dueWorker('unsent answers could not be deleted', {
  claim: surveyResponseStore.forgetExpired,
  nextDueInMs: nextExpiryInMs,
  maxSleepMs: 60_000,
});
