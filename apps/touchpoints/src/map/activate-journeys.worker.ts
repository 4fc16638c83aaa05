import { dueWorker } from '@harken/service';
import { activateJourneys } from './activate-journeys.use-case.ts';
import { nextActivationInMs } from './journey.queries.ts';

/** Puts maps in effect when their date comes. */
export const activateJourneysWorker = dueWorker('due maps could not be put in effect', {
  work: 'journeys',
  claim: activateJourneys,
  nextDueInMs: nextActivationInMs,
});
