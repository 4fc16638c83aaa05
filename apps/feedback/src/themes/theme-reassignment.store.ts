import { millisecondsUntil, sql, type Tx } from '@harken/database';

/** How far feedback has been read again for the newest list of themes: down to `beforeId`, newest first. */
export interface ThemeReassignment {
  readonly version: number;
  readonly beforeId: string | null;
}

// Transactions that began with the version before are over by then, and what they stored is read again as well.
const begin = sql(`
  INSERT INTO theme_reassignment (version, due_at) VALUES ($1, now() + interval '2 seconds')
  ON CONFLICT (only_row) DO UPDATE SET version = excluded.version, due_at = excluded.due_at, before_id = NULL`);
const claim = sql<ThemeReassignment>(`
  SELECT version, before_id AS "beforeId" FROM theme_reassignment WHERE due_at <= now() FOR UPDATE SKIP LOCKED`);
const moveTo = sql('UPDATE theme_reassignment SET before_id = $1');
const end = sql('DELETE FROM theme_reassignment');

export const nextReassignmentInMs = millisecondsUntil('SELECT due_at FROM theme_reassignment');

export const themeReassignmentStore = {
  /** One that is under way ends: the new version reads everything. */
  begin: (tx: Tx, version: number): Promise<void> => begin.write(tx, [version]),

  /** Locks it until the commit; undefined if none is due, or another replica has it. */
  claim: async (tx: Tx): Promise<ThemeReassignment | undefined> => (await claim.query(tx))[0],

  moveTo: (tx: Tx, beforeId: string): Promise<void> => moveTo.write(tx, [beforeId]),
  end: (tx: Tx): Promise<void> => end.write(tx),
};
