import type { Tx } from '@harken/messaging';
import { complaintCellsStore } from './complaint-cells.store.ts';
import { complaintSum, entriesOf, sizeOf } from './complaint-vector.ts';
import { type TouchedCell, TouchedCells } from './touched-cells.ts';

/** So many changes may wait: readers add them up beside the cells, and the more there are the more of them share a cell. */
export const mostWaiting = 4_000;
// Whoever reads in the same process gets a turn after each of these.
const changesAtOnce = 1_000;
const cellsAtOnce = 500;

/** Adds changes of complaints to their cells where many wait. Returns how many generations had some. */
export async function foldChanges(tx: Tx): Promise<number> {
  if (!(await complaintCellsStore.lock(tx))) return 0;
  let folded = 0;
  for (const generation of await complaintCellsStore.generations(tx)) {
    if ((await complaintCellsStore.waiting(tx, generation, mostWaiting)) < mostWaiting) continue;
    await foldSome(tx, generation);
    folded++;
  }
  return folded;
}

/** Adds all changes to their cells. The caller holds the lock, in its session. */
export async function foldAllChanges(tx: Tx, generation: number): Promise<void> {
  while (await foldSome(tx, generation));
}

async function foldSome(tx: Tx, generation: number): Promise<boolean> {
  const touched = new TouchedCells();
  let taken = 0;
  for (let more = true; more && taken < mostWaiting; taken += changesAtOnce) {
    const changes = await complaintCellsStore.take(tx, generation, changesAtOnce);
    for (const { day, common, ...sums } of changes) touched.add({ day, common, entries: entriesOf(sums) });
    more = changes.length > 0;
  }
  let some: TouchedCell[] = [];
  for (const cell of touched.cells()) {
    if (some.push(cell) < cellsAtOnce) continue;
    await addTo(some, tx, generation);
    some = [];
  }
  await addTo(some, tx, generation);
  return taken > changesAtOnce;
}

async function addTo(cells: readonly TouchedCell[], tx: Tx, generation: number): Promise<void> {
  const keys = cells.map(({ key }) => key);
  const known = await complaintCellsStore.vectors(tx, generation, keys);
  const sum = complaintSum();
  const added = cells.map(({ key, added }, place) => {
    sum.addBytes(known.get(place) ?? new Uint8Array());
    sum.addEntries(added);
    return { ...key, n: sizeOf(sum), vector: sum.take() };
  });
  await complaintCellsStore.save(tx, generation, added);
}
