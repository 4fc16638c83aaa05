import { DueWorker, type Tx } from '@harken/messaging';
import type { ServiceContext, Worker } from '@harken/service';
import { fireDueTimers } from '../lifecycle/fire-due-timers.use-case.ts';
import { nextTimerInMs } from './timer.queries.ts';
import { setAlarm } from './timer-alarm.ts';

// Large enough that statements are shared, small enough that nobody waits long for a complaint.
const complaintsPerClaim = 200;

/** Fires what is due. Any number of replicas share the work through the row locks of the complaints. */
export function dueTimersWorker({ dataSource, logger }: Pick<ServiceContext, 'dataSource' | 'logger'>): Worker {
  const worker = new DueWorker({
    name: 'complaint-timers',
    dataSource,
    claim: (tx: Tx) => fireDueTimers(complaintsPerClaim, tx),
    nextDueInMs: nextTimerInMs,
    onError: (error) => logger.error({ err: error }, 'due timers could not be fired; trying again'),
  });
  setAlarm(dataSource, worker.wake);
  return worker;
}
