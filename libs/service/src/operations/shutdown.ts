import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from './logger.ts';

type Stop = () => Promise<void>;
interface Step {
  readonly name: string;
  readonly stop: Stop;
}

/** How long each stage may take; together with the delay they stay below ten seconds. */
const within = { producers: 3_500, drains: 5_000, foundations: 500 };

export interface Shutdown {
  /** Stops together with the other producers of work: HTTP and workers. */
  producer(name: string, stop: Stop): void;
  /** Stops when nothing produces work any more. */
  drain(name: string, stop: Stop): void;
  /** Stops at the very end, the newest first. */
  foundation(name: string, stop: Stop): void;
  /** Runs everything once; later calls wait for the same run. */
  run(delayMs: number): Promise<void>;
}

/** The order of stopping. A part that fails or hangs is logged and never keeps the others from stopping. */
export function shutdownOf(logger: Logger, closing: AbortController): Shutdown {
  const producers: Step[] = [];
  const drains: Step[] = [];
  const foundations: Step[] = [];
  let running: Promise<void> | undefined;

  const run = async (delayMs: number): Promise<void> => {
    closing.abort();
    if (delayMs > 0) await wait(delayMs);
    await Promise.all(producers.map((step) => stopped(step, within.producers, logger)));
    await Promise.all(drains.map((step) => stopped(step, within.drains, logger)));
    for (const step of foundations.toReversed()) await stopped(step, within.foundations, logger);
  };
  return {
    producer: (name, stop) => void producers.push({ name, stop }),
    drain: (name, stop) => void drains.push({ name, stop }),
    foundation: (name, stop) => void foundations.push({ name, stop }),
    run: (delayMs) => {
      running ??= run(delayMs);
      return running;
    },
  };
}

async function stopped({ name, stop }: Step, ms: number, logger: Logger): Promise<void> {
  const inTime = new AbortController();
  const late = wait(ms, 'late', { signal: inTime.signal }).catch(() => 'in time');
  try {
    const outcome = await Promise.race([stop(), late]);
    if (outcome === 'late') logger.error({ part: name }, 'did not stop in time');
  } catch (error) {
    logger.error({ part: name, err: error }, 'did not stop cleanly');
  } finally {
    inTime.abort();
  }
}
