/** Figure and floor in turns; whoever goes second finds a fuller database, so they change places. */
export async function inTurns<F, B>(
  repetitions: number,
  figure: (n: number) => Promise<F>,
  floor: (n: number) => Promise<B>,
): Promise<{ figure: F; floor: B }[]> {
  const runs: { figure: F; floor: B }[] = [];
  for (let n = 0; n < repetitions; n += 1) {
    const first = n % 2 === 0 ? await floor(n) : undefined;
    const one = await figure(n);
    runs.push({ figure: one, floor: first ?? (await floor(n)) });
  }
  return runs;
}

export const pairs = <F, B>(
  runs: readonly { figure: F; floor: B }[],
  pick: (run: F | B) => number,
): { figure: number; floor: number }[] =>
  runs.map(({ figure, floor }) => ({ figure: pick(figure), floor: pick(floor) }));

/** Asks until it holds; `what` is told when it does not within so many seconds. */
export async function until(what: string, holds: () => Promise<boolean> | boolean, seconds = 120, everyMs = 100) {
  const giveUpAt = performance.now() + seconds * 1_000;
  while (!(await holds())) {
    if (performance.now() > giveUpAt) throw new Error(`${what}: not within ${seconds} s`);
    await pause(everyMs);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
