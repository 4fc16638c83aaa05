import type { Tx } from '@harken/database';
import { zoneOfCells } from '../../generations/generations.queries.ts';
import { type CellDelta, CellDeltas } from './cell-deltas.ts';
import { complaintCellsStore } from './complaint-cells.store.ts';
import { complaintCount, createMetricVector, toEntries } from './metric-vector.ts';

/** So many changes may be pending: readers add them to the cells, and the more there are the more of them share a cell. */
export const maxPending = 4_000;
// Small batches, so that reads in the same process get a turn in between.
const changeBatchSize = 1_000;
const cellBatchSize = 500;

/** Adds the changes of complaints to their cells if many are pending. Returns how many generations it changed. */
export async function rollUpChanges(tx: Tx): Promise<number> {
  if (!(await complaintCellsStore.lock(tx))) return 0;
  let rolledUp = 0;
  for (const generation of await complaintCellsStore.generations(tx)) {
    if ((await complaintCellsStore.countPending(tx, generation, maxPending)) < maxPending) continue;
    await rollUpBatch(tx, generation);
    rolledUp++;
  }
  return rolledUp;
}

/** Adds all changes to their cells. The caller holds the lock in its session. */
export async function rollUpAllChanges(tx: Tx, generation: number): Promise<void> {
  while (await rollUpBatch(tx, generation));
}

async function rollUpBatch(tx: Tx, generation: number): Promise<boolean> {
  const deltas = new CellDeltas(await zoneOfCells(tx, generation));
  let taken = 0;
  for (let more = true; more && taken < maxPending; taken += changeBatchSize) {
    const changes = await complaintCellsStore.take(tx, generation, changeBatchSize);
    for (const { openedAt, dimensions, ...sums } of changes) {
      deltas.add({ openedAt, dimensions, entries: toEntries(sums) });
    }
    more = changes.length > 0;
  }
  let batch: CellDelta[] = [];
  for (const cell of deltas.cells()) {
    if (batch.push(cell) < cellBatchSize) continue;
    await addToCells(batch, tx, generation);
    batch = [];
  }
  await addToCells(batch, tx, generation);
  return taken > changeBatchSize;
}

async function addToCells(cells: readonly CellDelta[], tx: Tx, generation: number): Promise<void> {
  const keys = cells.map(({ key }) => key);
  const known = await complaintCellsStore.vectors(tx, generation, keys);
  const sum = createMetricVector();
  const added = cells.map(({ key, added }, index) => {
    sum.addBytes(known.get(index) ?? new Uint8Array());
    sum.addEntries(added);
    return { ...key, n: complaintCount(sum), vector: sum.takeBytes() };
  });
  await complaintCellsStore.save(tx, generation, added);
}
