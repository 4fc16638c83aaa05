import type { DataSource, EntityManager } from 'typeorm';
import type { Hierarchy, ManagementLevel } from './hierarchy.ts';
import type { VersionedLevels } from './management-levels.ts';

/** `levels` is null if the version is the one read last. */
export interface LevelsRow {
  readonly version: number;
  readonly levels: readonly ManagementLevel[] | null;
  readonly departments: Readonly<Record<string, string>> | null;
}

const unpublished: VersionedLevels = { version: 0, levels: [] };
// Versions never change, so the cached one is correct.
const lastRead = new WeakMap<DataSource, VersionedLevels>();

export const knownLevelsVersion = (tx: EntityManager): number => lastRead.get(tx.dataSource)?.version ?? 0;

export const selectLevels = (known: string): string => `
  SELECT version, CASE WHEN version = ${known} THEN NULL ELSE levels END AS levels,
         CASE WHEN by_department THEN (
           SELECT json_object_agg(id, department) FROM teams WHERE department IS NOT NULL) END AS departments
    FROM management_levels ORDER BY version DESC LIMIT 1`;

function toLevels(row: LevelsRow | null | undefined, tx: EntityManager): VersionedLevels {
  if (!row) return unpublished;
  const known = lastRead.get(tx.dataSource);
  if (known && row.version === known.version) return known;
  const levels = { version: row.version, levels: row.levels ?? [] };
  lastRead.set(tx.dataSource, levels);
  return levels;
}

/** The hierarchy from a column of a row. */
export const toHierarchy = (row: LevelsRow | null | undefined, tx: EntityManager): Hierarchy => ({
  levels: toLevels(row, tx).levels,
  departments: row?.departments ?? {},
});

export async function currentLevels(tx: EntityManager): Promise<VersionedLevels> {
  const [row] = (await tx.query(selectLevels('$1'), [knownLevelsVersion(tx)])) as LevelsRow[];
  return toLevels(row, tx);
}
