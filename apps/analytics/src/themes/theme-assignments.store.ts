import { sql, sqlOverRows, type Tx } from '@harken/database';

export interface StoredAssignment {
  readonly feedbackId: string;
  readonly feedbackVersion: number;
  readonly at: string;
  readonly themes: readonly string[];
  readonly unsure: boolean;
}

// Of one feedback the newest counts, in whatever order they come.
const keep = sqlOverRows<StoredAssignment, { feedbackId: string }>(
  { feedbackId: 'uuid', feedbackVersion: 'integer', at: 'timestamptz', themes: 'jsonb', unsure: 'boolean' },
  (given) => `
  INSERT INTO theme_assignments AS known (generation, feedback_id, feedback_version, at, themes, unsure)
  SELECT $1::integer, feedback_id, feedback_version, at, themes, unsure FROM ${given} AS g ORDER BY feedback_id
  ON CONFLICT (generation, feedback_id) DO UPDATE
    SET feedback_version = excluded.feedback_version, at = excluded.at, themes = excluded.themes, unsure = excluded.unsure
  WHERE (known.feedback_version, known.at) < (excluded.feedback_version, excluded.at)
  RETURNING feedback_id AS "feedbackId"`,
  { values: 1 },
);

const addNames = sql(`
  INSERT INTO themes (generation, theme) SELECT $1::integer, theme FROM unnest($2::text[]) AS theme ORDER BY theme
  ON CONFLICT DO NOTHING`);

const select = sql<StoredAssignment>(`
  SELECT feedback_id AS "feedbackId", feedback_version AS "feedbackVersion", at, themes, unsure
    FROM theme_assignments WHERE generation = $1 AND feedback_id = ANY ($2::uuid[])`);

export const themeAssignmentsStore = {
  /** Returns the feedback whose themes are others now. */
  async keep(tx: Tx, generation: number, given: readonly StoredAssignment[]): Promise<string[]> {
    const names = [...new Set(given.flatMap(({ themes }) => themes))].sort();
    if (names.length > 0) await addNames.write(tx, [generation, names]);
    return (await keep.query(tx, given, [generation])).map(({ feedbackId }) => feedbackId);
  },

  of: (tx: Tx, generation: number, feedbackIds: readonly string[]): Promise<StoredAssignment[]> =>
    select.query(tx, [generation, feedbackIds]),
};
