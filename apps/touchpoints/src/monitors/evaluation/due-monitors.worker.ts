import type { Tx } from '@harken/database';
import { DueWorker } from '@harken/messaging';
import { overdueMetric, type ServiceContext, TimeZone, type Worker } from '@harken/service';
import { monitorsSignal, nextMonitorDueInMs } from '../monitor.queries.ts';
import { evaluateDueMonitors } from './evaluate-monitors.use-case.ts';

// Evaluates a monitor at most this often: it bounds the work under a stream of events, and is short enough for alerts.
const minIntervalMs = 200;
// Under a stream of commits it wakes at its own pace, not once per commit.
const wakeIntervalMs = 100;

/** Evaluates monitors that are dirty or due: data left the window, a silence began, or `for` or `keepFiringFor` ended. */
export function dueMonitorsWorker({ dataSource, logger, metrics, settings }: ServiceContext): Worker {
  const zone = TimeZone.named(settings.COMPANY_TIMEZONE);
  const nextDueInMs = (tx: Tx) => nextMonitorDueInMs(tx, minIntervalMs);
  overdueMetric(metrics, 'monitors', { dataSource, nextDueInMs });
  const worker = new DueWorker({
    dataSource,
    claim: (tx) => evaluateDueMonitors(tx, zone, minIntervalMs),
    nextDueInMs,
    onError: (error) => logger.error({ err: error }, 'due monitors could not be evaluated'),
  });
  let stopListening: (() => void) | undefined;
  let next: NodeJS.Timeout | undefined;
  let wokenAt = Number.NEGATIVE_INFINITY;
  const wake = () => {
    next = undefined;
    wokenAt = performance.now();
    worker.wake();
  };
  return {
    start() {
      stopListening = monitorsSignal.listen(dataSource, () => {
        next ??= setTimeout(wake, Math.max(0, wokenAt + wakeIntervalMs - performance.now()));
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
