import { nameOf } from '@harken/contracts';
import { databaseTime, type Tx } from '@harken/database';
import { Invalid, NotFound, RuleBroken } from '@harken/errors';
import { answerSent } from '../decide/decide-closing.ts';
import { AnswerTable, CustomerMessageTable } from '../storage/complaint.table.ts';
import { type ComplaintChange, changeComplaint, lockComplaint } from './change-complaint.use-case.ts';

interface SentAnswer {
  readonly answerId: string;
  /** How the customer was told. */
  readonly channel: string;
  /** null: now. */
  readonly at: Date | null;
}

// Clocks of other systems may run a little ahead of ours.
const clockSkewMs = 300_000;

/** Records that a standard text has reached the customer, once. The text stays; who sent it, how and when is added. */
export async function recordSentAnswer(
  change: ComplaintChange,
  { answerId: id, channel, at }: SentAnswer,
  tx: Tx,
): Promise<void> {
  const { id: complaintId } = await lockComplaint(change.id, tx);
  const answer = await tx.findOneBy(AnswerTable, { id, complaintId });
  if (!answer) throw new NotFound('answer', id);
  if (answer.sentAt)
    throw new RuleBroken('answer.already-sent', 'The customer was told before.', {
      answerId: id,
      sentAt: answer.sentAt.toISOString(),
    });
  const now = await databaseTime(tx);
  const sentAt = at !== null && at < now ? at : now;
  if (at !== null && at.getTime() > now.getTime() + clockSkewMs) {
    const detail = 'It cannot have been sent in the future.';
    throw new Invalid('answer.sent-in-future', detail, [{ pointer: '/at', code: 'answer.sent-in-future', detail }]);
  }
  const sent = { id, channel, sentAt };
  await changeComplaint(change, (complaint, context) => answerSent(complaint, sent, context), tx);
  // One truth: what a person has sent needs no message any more.
  await tx.update(CustomerMessageTable, { answerId: id }, { state: 'sent', at: sentAt, reason: null });
  await tx.update(AnswerTable, { id }, { channel, sentAt, sentBy: nameOf(change.actor, change.onBehalfOf) });
}
