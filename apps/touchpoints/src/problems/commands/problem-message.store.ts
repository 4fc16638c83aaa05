import type { Tx } from '@harken/database';
import { newId } from '@harken/messaging';

export interface ProblemMessage {
  readonly messageId: string;
  readonly customerId: string;
  readonly externalId: string;
  readonly language: string | null;
}

/** Each customer of a problem is told once, however many complaints there are. */
export const problemMessages = {
  /** Notes each customer that is to be told and was not noted before. */
  async prepare(tx: Tx, problem: string): Promise<void> {
    const customers: Omit<ProblemMessage, 'messageId'>[] = await tx.query(
      `SELECT DISTINCT ON (now.id) now.id AS "customerId", coalesce(m.external_id, c.external_id) AS "externalId", c.language
         FROM counted_complaints c
         LEFT JOIN merged_customers m ON m.merged_id = c.customer_id AND m.customer_id IS NOT NULL,
              LATERAL (SELECT coalesce(m.customer_id, c.customer_id) AS id) now
        WHERE c.problem_id = $1 AND c.customer_id IS NOT NULL
          AND NOT EXISTS (SELECT FROM problem_messages told
                           WHERE told.problem_id = $1 AND told.customer_id IN (now.id, c.customer_id))
        ORDER BY now.id, c.opened_at DESC`,
      [problem],
    );
    if (customers.length === 0) return;
    await tx.query(
      `INSERT INTO problem_messages (problem_id, customer_id, external_id, language, message_id)
       SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[]) ON CONFLICT DO NOTHING`,
      [
        problem,
        customers.map(({ customerId }) => customerId),
        customers.map(({ externalId }) => externalId),
        customers.map(({ language }) => language),
        customers.map(() => newId()),
      ],
    );
  },

  /** Takes those that were not asked for yet. */
  async takePrepared(tx: Tx, problem: string, now: Date): Promise<ProblemMessage[]> {
    const [rows]: [ProblemMessage[], number] = await tx.query(
      `UPDATE problem_messages SET requested_at = $2 WHERE problem_id = $1 AND requested_at IS NULL
       RETURNING message_id AS "messageId", customer_id AS "customerId", external_id AS "externalId", language`,
      [problem, now],
    );
    return rows.sort((a, b) => (a.messageId < b.messageId ? -1 : 1));
  },

  async recordSent(tx: Tx, messageId: string, sentAt: string): Promise<void> {
    await tx.query(
      'UPDATE problem_messages SET sent_at = $2, failure = NULL WHERE message_id = $1 AND failure IS NULL',
      [messageId, sentAt],
    );
  },

  async recordFailed(tx: Tx, messageId: string, reason: string): Promise<void> {
    await tx.query('UPDATE problem_messages SET failure = $2 WHERE message_id = $1', [messageId, reason]);
  },
};
