import type { Reader, Tx } from '@harken/database';

export interface TouchpointAlias {
  /** The name that events use. */
  readonly alias: string;
  readonly touchpoint: string;
}

export const aliasStore = {
  /** The touchpoints that stand for other names, among the given ones. */
  async find(reader: Reader, names: readonly string[]): Promise<Map<string, string>> {
    const rows: TouchpointAlias[] = await reader.query(
      'SELECT alias, touchpoint FROM touchpoint_aliases WHERE alias = ANY($1)',
      [names],
    );
    return new Map(rows.map(({ alias, touchpoint }) => [alias, touchpoint]));
  },

  /** Waits for every transaction that has read the aliases, and lets no other read them before this one ends. */
  async lock(tx: Tx): Promise<void> {
    await tx.query('LOCK TABLE touchpoint_aliases IN ACCESS EXCLUSIVE MODE');
  },

  /** Adds the alias; names that led to it lead on to the touchpoint. */
  async add(tx: Tx, { alias, touchpoint }: TouchpointAlias, by: string): Promise<void> {
    await tx.query('UPDATE touchpoint_aliases SET touchpoint = $2 WHERE touchpoint = $1', [alias, touchpoint]);
    await tx.query(
      `INSERT INTO touchpoint_aliases (alias, touchpoint, renamed_at, renamed_by)
       VALUES ($1, $2, clock_timestamp(), $3)
       ON CONFLICT (alias) DO UPDATE SET touchpoint = excluded.touchpoint, renamed_at = excluded.renamed_at,
                                         renamed_by = excluded.renamed_by`,
      [alias, touchpoint, by],
    );
  },

  /** A map that names a touchpoint takes its name back. */
  async remove(tx: Tx, aliases: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM touchpoint_aliases WHERE alias = ANY($1)', [aliases]);
  },
};
