import { DueWorker } from '@harken/messaging';
import type { ServiceContext, Worker } from '@harken/service';
import { monitorsBell, nextMonitorInMs } from '../monitor.queries.ts';
import { evaluateDueMonitors } from './evaluate-monitors.use-case.ts';

// Long enough to bound the work under a stream of events, short enough to be told at once.
const restMs = 200;
// Under a stream of commits it looks for monitors with news at its own pace, not at theirs.
const lookEveryMs = 100;

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
  let next: NodeJS.Timeout | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  const look = () => {
    next = undefined;
    lookedAt = performance.now();
    worker.wake();
  };
  return {
    start() {
      stopListening = monitorsBell.listen(dataSource, () => {
        next ??= setTimeout(look, Math.max(0, lookedAt + lookEveryMs - performance.now()));
      });
      worker.start();
    },
    async stop() {
      stopListening?.();
      clearTimeout(next);
      await worker.stop();
    },
  };
}
