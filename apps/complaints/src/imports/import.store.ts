import { insertNew, sql, type Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import { type ImportedItem, ImportedItemTable } from './import.table.ts';

export interface ImportCounts {
  readonly accepted: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly rejected: number;
}

interface LockedImport {
  readonly finishedAt: Date | null;
  /** By database time. */
  readonly now: Date;
}

const joinImport = sql<LockedImport>(`
  INSERT INTO imports (id, started_at, started_by, requests) VALUES ($1, clock_timestamp(), $2, 1)
  ON CONFLICT (id) DO UPDATE SET requests = imports.requests + 1
  RETURNING finished_at AS "finishedAt", clock_timestamp() AS now`);
const lockImport = sql<LockedImport>(
  'SELECT finished_at AS "finishedAt", clock_timestamp() AS now FROM imports WHERE id = $1 FOR NO KEY UPDATE',
);
const countItems = sql(`
  UPDATE imports SET accepted = accepted + $2::int, duplicates = duplicates + $3::int, conflicts = conflicts + $4::int,
                     rejected = rejected + $5::int WHERE id = $1`);
const finishImportSql = sql('UPDATE imports SET finished_at = $2, finished_by = $3 WHERE id = $1');

export const importStore = {
  /** Begins the import, or joins it. It is locked until the commit: its requests run one after the other. */
  join: (tx: Tx, id: string, actor: string): Promise<LockedImport> => joinImport.queryOne(tx, [id, actor]),

  async lock(tx: Tx, id: string): Promise<LockedImport> {
    const [found] = await lockImport.query(tx, [id]);
    if (!found) throw new NotFound('complaint-import', id);
    return found;
  },

  /** The ids of the complaints whose (source, external id) is new. */
  addItems: (tx: Tx, items: readonly ImportedItem[]): Promise<ReadonlySet<string>> =>
    insertNew(tx, ImportedItemTable, ['source', 'externalId'], items),

  async count(tx: Tx, id: string, { accepted, duplicates, conflicts, rejected }: ImportCounts): Promise<void> {
    await countItems.write(tx, [id, accepted, duplicates, conflicts, rejected]);
  },

  async finish(tx: Tx, id: string, at: Date, actor: string): Promise<void> {
    await finishImportSql.write(tx, [id, at, actor]);
  },
};
