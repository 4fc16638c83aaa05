import { setTimeout as delay } from 'node:timers/promises';

/**
 * Calls `fn` until it neither throws nor returns false, and gives what it returned.
 * `within` and `every` are milliseconds. The last failure is the message when time runs out.
 */
export async function eventually<T>(
  fn: () => T | Promise<T>,
  { within = 10_000, every = 20 } = {},
): Promise<Exclude<T, false>> {
  const deadline = performance.now() + within;
  for (;;) {
    let failure: unknown;
    try {
      const value = await fn();
      if (value !== false) return value as Exclude<T, false>;
      failure = new Error('it stayed false');
    } catch (error) {
      failure = error;
    }
    if (performance.now() >= deadline) {
      const reason = failure instanceof Error ? failure.message : String(failure);
      throw new Error(`Not within ${within} ms: ${reason}`, { cause: failure });
    }
    await delay(every);
  }
}
