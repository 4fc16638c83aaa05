import { DueWorker } from '@harken/messaging';
import type { ServiceContext, Worker } from '@harken/service';
import { departuresSignal, nextDepartureInMs } from '../teams/departure.queries.ts';
import { reassignLeaverWork } from '../teams/reassign-leaver-work.use-case.ts';
import { reassignComplaints } from './reassign-complaints.use-case.ts';

// Few, so that nobody waits long for one of them or for the team's rotation.
const complaintsPerBatch = 100;

/** Reassigns the work of members who have left. Any number of replicas share it, one departure each. */
export function departuresWorker({ dataSource, logger }: Pick<ServiceContext, 'dataSource' | 'logger'>): Worker {
  const worker = new DueWorker({
    name: 'complaint-departures',
    dataSource,
    claim: (tx) => reassignLeaverWork(complaintsPerBatch, reassignComplaints, tx),
    nextDueInMs: nextDepartureInMs,
    onError: (error) => logger.error({ err: error }, 'work could not be handed on; trying again'),
  });
  departuresSignal.listen(dataSource, worker.wake);
  return worker;
}
