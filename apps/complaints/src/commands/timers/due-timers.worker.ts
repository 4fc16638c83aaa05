import type { Tx } from '@harken/database';
import { DueWorker } from '@harken/messaging';
import type { ServiceContext, Worker } from '@harken/service';
import { fireDueTimers } from '../../complaint/execute/fire-due-timers.use-case.ts';
import { nextStepInMs, timersSignal } from '../../complaint/storage/step.queries.ts';

// Large enough that statements are shared, small enough that nobody waits long for a complaint.
const clocksPerClaim = 200;

/** Returns 0 also when a claim was not full: what falls due meanwhile is fired together after a short pause. */
async function fireBatches(tx: Tx): Promise<number> {
  const fired = await fireDueTimers(clocksPerClaim, tx);
  return fired < clocksPerClaim ? 0 : fired;
}

/** Fires due timers. Any number of replicas share the work through the row locks of the complaints. */
export function dueTimersWorker({ dataSource, logger }: Pick<ServiceContext, 'dataSource' | 'logger'>): Worker {
  const worker = new DueWorker({
    name: 'complaint-timers',
    dataSource,
    claim: fireBatches,
    nextDueInMs: nextStepInMs,
    onError: (error) => logger.error({ err: error }, 'due timers could not be fired; trying again'),
  });
  timersSignal.listen(dataSource, worker.wake);
  return worker;
}
