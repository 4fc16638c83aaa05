import { sql, sqlOverRows, type Tx } from '@harken/database';
import type { ThemeAssignment } from './theme-assignment.ts';

/** The themes of one feedback, with what lists of feedback are sorted by. */
export interface ThemesOfFeedback extends ThemeAssignment {
  readonly feedbackId: string;
  readonly occurredAt: Date;
}

interface ThemeRow {
  readonly feedbackId: string;
  readonly occurredAt: Date;
  /** null: the reader was unsure. */
  readonly theme: string | null;
  readonly by: string | null;
  readonly score: number | null;
}

const insertRows = sqlOverRows<ThemeRow>(
  { feedbackId: 'uuid', occurredAt: 'timestamptz', theme: 'text', by: 'text', score: 'float8' },
  (given) => `
  INSERT INTO feedback_themes (feedback_id, occurred_at, theme, found_by, score)
  SELECT feedback_id, occurred_at, theme, by, score FROM ${given} AS g`,
);
const removeRows = sql('DELETE FROM feedback_themes WHERE feedback_id = ANY ($1::uuid[])');

const rowsOf = ({ feedbackId, occurredAt, themes, unsure }: ThemesOfFeedback): ThemeRow[] => [
  ...themes.map(({ theme, by, score }) => ({ feedbackId, occurredAt, theme, by, score })),
  ...(unsure ? [{ feedbackId, occurredAt, theme: null, by: null, score: null }] : []),
];

export const feedbackThemesStore = {
  /** Of feedback that has no themes yet. */
  add: (tx: Tx, assigned: readonly ThemesOfFeedback[]): Promise<void> => insertRows.write(tx, assigned.flatMap(rowsOf)),

  /** In place of those it has. The caller holds the lock of the feedback. */
  async replace(tx: Tx, assigned: readonly ThemesOfFeedback[]): Promise<void> {
    if (assigned.length === 0) return;
    await removeRows.write(tx, [assigned.map(({ feedbackId }) => feedbackId)]);
    await insertRows.write(tx, assigned.flatMap(rowsOf));
  },
};
