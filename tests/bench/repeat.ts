import type { Runs } from './figures.ts';

/** Figure and baseline in turns; the second of a pair finds a fuller database, so they change places. */
export async function inTurns<F, B>(
  repetitions: number,
  figure: (n: number) => Promise<F>,
  baseline: (n: number) => Promise<B>,
): Promise<Runs<F, B>> {
  const runs: { figure: F; baseline: B }[] = [];
  for (let n = 0; n < repetitions; n += 1) {
    const first = n % 2 === 0 ? await baseline(n) : undefined;
    const one = await figure(n);
    runs.push({ figure: one, baseline: first ?? (await baseline(n)) });
  }
  return runs;
}

/** Asks until it holds; the error names `what` when it does not within so many seconds. */
export async function until(what: string, holds: () => Promise<boolean> | boolean, seconds = 120, everyMs = 100) {
  const giveUpAt = performance.now() + seconds * 1_000;
  while (!(await holds())) {
    if (performance.now() > giveUpAt) throw new Error(`${what}: not within ${seconds} s`);
    await pause(everyMs);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
