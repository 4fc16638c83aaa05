import { DueWorker } from '@harken/messaging';
import type { ServiceContext, Worker } from '@harken/service';
import { onDueMonitors } from './due-bell.ts';
import { evaluateDueMonitors } from './evaluate-monitors.use-case.ts';
import { nextMonitorInMs } from './monitor.queries.ts';

/** Looks at monitors again when only time has passed: data that left the window, silence, patience that ran out. */
export function dueMonitorsWorker({ dataSource, logger }: ServiceContext): Worker {
  const worker = new DueWorker({
    name: 'due-monitors',
    dataSource,
    claim: evaluateDueMonitors,
    nextDueInMs: nextMonitorInMs,
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
