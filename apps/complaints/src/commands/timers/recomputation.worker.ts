import { DueWorker } from '@harken/messaging';
import type { ServiceContext, Worker } from '@harken/service';
import { recomputeOpenComplaints } from '../../complaint/execute/recompute-open-complaints.use-case.ts';
import { nextRecomputationInMs, recomputationsSignal } from '../../recomputation/recomputation.queries.ts';
import { recomputeNextBatch } from '../../recomputation/recomputation.use-case.ts';

// A transaction of a few milliseconds: commands on the same complaints hardly wait.
const complaintsPerBatch = 100;

/** Recomputes deadlines batch by batch; the position is saved with each batch. */
export function recomputationWorker({ dataSource, logger }: Pick<ServiceContext, 'dataSource' | 'logger'>): Worker {
  const worker = new DueWorker({
    name: 'clock-recomputations',
    dataSource,
    claim: (tx) => recomputeNextBatch(complaintsPerBatch, recomputeOpenComplaints, tx),
    nextDueInMs: nextRecomputationInMs,
    onError: (error) => logger.error({ err: error }, 'deadlines could not be recomputed; trying again'),
  });
  recomputationsSignal.listen(dataSource, worker.wake);
  return worker;
}
