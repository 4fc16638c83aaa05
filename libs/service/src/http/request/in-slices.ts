import { setImmediate as nextTurn } from 'node:timers/promises';

const sliceMs = 4;

/** Says after each piece of work whether it is time to let other requests run, and lets them. */
export class Slices {
  private began = performance.now();

  get over(): boolean {
    return performance.now() - this.began >= sliceMs;
  }

  async yield(): Promise<void> {
    await nextTurn();
    this.began = performance.now();
  }
}

/** `map` for long lists: other requests run in between, whenever some milliseconds have gone. */
export async function mapInSlices<T, R>(items: readonly T[], map: (item: T, index: number) => R): Promise<R[]> {
  const slices = new Slices();
  const results: R[] = [];
  for (const [index, item] of items.entries()) {
    results.push(map(item, index));
    if (slices.over) await slices.yield();
  }
  return results;
}
