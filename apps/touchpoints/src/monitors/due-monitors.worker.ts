import { DueWorker } from '@harken/messaging';
import type { ServiceContext, Worker } from '@harken/service';
import { onDueMonitors } from './due-bell.ts';
import { evaluateDueMonitors } from './evaluate-monitors.use-case.ts';
import { nextMonitorInMs } from './monitor.queries.ts';

// Long enough to bound the work under a stream of events, short enough to be told at once.
const restMs = 200;

/** Looks at monitors that have news, or for which time has passed: data left the window, silence, patience ran out. */
export function dueMonitorsWorker({ dataSource, logger }: ServiceContext): Worker {
  const worker = new DueWorker({
    name: 'due-monitors',
    dataSource,
    claim: (tx) => evaluateDueMonitors(tx, restMs),
    nextDueInMs: (tx) => nextMonitorInMs(tx, restMs),
    onError: (error) => logger.error({ err: error }, 'due monitors could not be looked at'),
  });
  let stopListening: (() => void) | undefined;
  return {
    start() {
      stopListening = onDueMonitors(dataSource, worker.wake);
      worker.start();
    },
    async stop() {
      stopListening?.();
      await worker.stop();
    },
  };
}
