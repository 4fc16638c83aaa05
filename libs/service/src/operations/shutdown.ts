import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from './logger.ts';

type Stop = () => Promise<void>;
interface StopStep {
  readonly name: string;
  readonly stop: Stop;
}

/** How long each stage may take; with the delay less than ten seconds together. */
const stageTimeoutsMs = { stopFirst: 3_500, drain: 5_000, stopLast: 500 };

export interface Shutdown {
  /** Runs first, all at once: for what creates work, i.e. HTTP and workers. */
  onStopFirst(name: string, stop: Stop): void;
  /** Runs when nothing creates work any more. */
  onDrain(name: string, stop: Stop): void;
  /** Runs at the end, in reverse order of registration. */
  onStopLast(name: string, stop: Stop): void;
  /** Runs all stages once; later calls wait for the same run. */
  run(delayMs: number): Promise<void>;
}

/** Stops the parts of a service in order. A part that fails or hangs is logged and does not block the others. */
export function createShutdown(logger: Logger, closing: AbortController): Shutdown {
  const stopFirst: StopStep[] = [];
  const draining: StopStep[] = [];
  const stopLast: StopStep[] = [];
  let running: Promise<void> | undefined;

  const run = async (delayMs: number): Promise<void> => {
    closing.abort();
    if (delayMs > 0) await wait(delayMs);
    await Promise.all(stopFirst.map((step) => stopWithin(step, stageTimeoutsMs.stopFirst, logger)));
    await Promise.all(draining.map((step) => stopWithin(step, stageTimeoutsMs.drain, logger)));
    for (const step of stopLast.toReversed()) await stopWithin(step, stageTimeoutsMs.stopLast, logger);
  };
  return {
    onStopFirst: (name, stop) => void stopFirst.push({ name, stop }),
    onDrain: (name, stop) => void draining.push({ name, stop }),
    onStopLast: (name, stop) => void stopLast.push({ name, stop }),
    run: (delayMs) => {
      running ??= run(delayMs);
      return running;
    },
  };
}

async function stopWithin({ name, stop }: StopStep, ms: number, logger: Logger): Promise<void> {
  const cancelTimeout = new AbortController();
  const timeout = wait(ms, 'timeout', { signal: cancelTimeout.signal }).catch(() => 'stopped');
  try {
    const outcome = await Promise.race([stop(), timeout]);
    if (outcome === 'timeout') logger.error({ part: name }, 'did not stop in time');
  } catch (error) {
    logger.error({ part: name, err: error }, 'did not stop cleanly');
  } finally {
    cancelTimeout.abort();
  }
}
