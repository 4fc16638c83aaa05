import { DueWorker } from '@harken/messaging';
import type { ServiceContext, Worker } from '@harken/service';
import { activateJourneys } from './activate-journeys.use-case.ts';
import { nextActivationInMs } from './journey.queries.ts';

/** Puts maps in effect when their date comes. */
export const activateJourneysWorker = ({ dataSource, logger }: ServiceContext): Worker =>
  new DueWorker({
    name: 'activate-journeys',
    dataSource,
    claim: activateJourneys,
    nextDueInMs: nextActivationInMs,
    onError: (error) => logger.error({ err: error }, 'due maps could not be put in effect'),
  });
