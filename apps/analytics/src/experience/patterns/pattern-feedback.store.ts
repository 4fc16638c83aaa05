import { sqlOverRows, type Tx } from '@harken/database';
import type { PatternFeedback } from './pattern-feedback.ts';

const types = {
  feedbackId: 'uuid',
  version: 'integer',
  pattern: 'text',
  method: 'text',
  programme: 'text',
  touchpoint: 'text',
  occurredAt: 'timestamptz',
  customerId: 'uuid',
  segments: 'text[]',
  nps: 'smallint',
  csat: 'smallint',
  hasText: 'boolean',
} as const;
const columns = Object.keys(types)
  .map((property) => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
  .join(', ');

// None that a correction has replaced.
const addFeedback = sqlOverRows<PatternFeedback>(
  types,
  (given) => `
  INSERT INTO pattern_feedback (generation, ${columns})
  SELECT $1::integer, ${columns} FROM ${given} AS g
   WHERE NOT EXISTS (SELECT FROM feedback_corrections c
                      WHERE c.generation = $1::integer AND c.feedback_id = g.feedback_id AND c.version > g.version)
  ON CONFLICT DO NOTHING`,
  { values: 1 },
);

const removeOutdated = sqlOverRows<{ readonly feedbackId: string; readonly version: number }>(
  { feedbackId: 'uuid', version: 'integer' },
  (corrections) => `
  DELETE FROM pattern_feedback f USING ${corrections} AS c
   WHERE f.generation = $1::integer AND f.feedback_id = c.feedback_id AND f.version < c.version`,
  { values: 1 },
);

export const patternFeedbackStore = {
  add: (tx: Tx, generation: number, feedback: readonly PatternFeedback[]): Promise<void> =>
    addFeedback.write(tx, feedback, [generation]),

  /** Whether a version may still come in, the corrections say. */
  outdate: (
    tx: Tx,
    generation: number,
    corrections: readonly { readonly feedbackId: string; readonly version: number }[],
  ): Promise<void> => removeOutdated.write(tx, corrections, [generation]),
};
