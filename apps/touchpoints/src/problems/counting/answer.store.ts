import type { Tx } from '@harken/database';
import type { AnswerVerdict } from './counted.ts';

export const answerStore = {
  /** What a customer says about a problem; null: nothing any more. */
  async save(
    tx: Tx,
    answer: {
      readonly feedbackId: string;
      readonly problem: string | null;
      readonly at: string;
      readonly verdict: AnswerVerdict | null;
      /** Corrected feedback may have said something about a problem before. */
      readonly corrects: boolean;
    },
  ): Promise<void> {
    const { feedbackId, problem, at, verdict, corrects } = answer;
    if (problem === null) {
      if (corrects) await tx.query('DELETE FROM problem_answers WHERE feedback_id = $1', [feedbackId]);
      return;
    }
    await tx.query(
      `INSERT INTO problem_answers (feedback_id, problem_id, at, verdict) VALUES ($1, $2, $3, $4)
       ON CONFLICT (feedback_id) DO UPDATE SET problem_id = excluded.problem_id, at = excluded.at, verdict = excluded.verdict`,
      [feedbackId, problem, at, verdict],
    );
  },
};
