import { ComplaintImportFinished, happened } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { outbox } from '@harken/messaging';
import { summaryOf } from './import.queries.ts';
import { importStore } from './import.store.ts';

/** Ends the import, and tells of all that is overdue in it once. A repeat changes nothing. */
export async function finishImport(importId: string, actor: string, tx: Tx): Promise<void> {
  const { finishedAt, now } = await importStore.lock(tx, importId);
  if (finishedAt) return;
  const summary = await summaryOf(tx, importId);
  await importStore.finish(tx, importId, now, actor);
  await outbox.add(tx, [
    happened(ComplaintImportFinished, importId, { importId, ...summary, by: actor, at: now.toISOString() }),
  ]);
}
