import type { CustomerMessageFailed, CustomerMessageSent, EventData } from '@harken/contracts';
import type { Tx } from '@harken/database';
import type { ReceivedEvent } from '@harken/messaging';
import { system } from '../complaint.ts';
import type { CustomerMessage } from '../customer-message.ts';
import { answerSent } from '../decide/decide-closing.ts';
import { acknowledgementSent, messageFailed } from '../decide/decide-message-results.ts';
import { AnswerTable, CustomerMessageTable } from '../storage/complaint.table.ts';
import { changeComplaint, lockComplaint } from './change-complaint.use-case.ts';

type Result = EventData<typeof CustomerMessageSent> | EventData<typeof CustomerMessageFailed>;

/**
 * What became of the messages that complaints asked for. A repeat changes nothing; what a person has recorded as sent
 * stays so, whatever became of the message.
 */
export async function followMessageResults(events: readonly ReceivedEvent<Result>[], tx: Tx): Promise<void> {
  for (const { data } of events) {
    const asked = await tx.findOneBy(CustomerMessageTable, { id: data.messageId });
    if (!asked) continue;
    await lockComplaint(asked.complaintId, tx);
    const message = await tx.findOneByOrFail(CustomerMessageTable, { id: data.messageId });
    if ('sentAt' in data) await recordSent(message, data, tx);
    else await recordFailed(message, data, tx);
  }
}

const changeOf = (id: string) => ({ id, expectedVersion: undefined, actor: system, onBehalfOf: null });

async function recordSent(message: CustomerMessage, data: EventData<typeof CustomerMessageSent>, tx: Tx) {
  if (message.state === 'sent') return;
  const { channel } = data;
  const { id, complaintId, answerId } = message;
  const at = new Date(data.sentAt);
  await tx.update(CustomerMessageTable, { id }, { state: 'sent', at, reason: null });
  if (answerId === null) {
    await changeComplaint(
      changeOf(complaintId),
      (one, context) => acknowledgementSent(one, { id, channel }, context),
      tx,
    );
    return;
  }
  const answer = await tx.findOneByOrFail(AnswerTable, { id: answerId });
  if (answer.sentAt) return;
  const sent = { id: answerId, channel, sentAt: at };
  await changeComplaint(changeOf(complaintId), (one, context) => answerSent(one, sent, context), tx);
  await tx.update(AnswerTable, { id: answerId }, { channel, sentAt: at, sentBy: system.name });
}

async function recordFailed(message: CustomerMessage, data: EventData<typeof CustomerMessageFailed>, tx: Tx) {
  const { id, complaintId, answerId } = message;
  if (message.state === 'failed') return;
  const answer = answerId === null ? null : await tx.findOneByOrFail(AnswerTable, { id: answerId });
  if (answer?.sentAt && answer.sentBy !== system.name) return;
  const failed: CustomerMessage = { ...message, state: 'failed', at: new Date(data.failedAt), reason: data.reason };
  await tx.update(CustomerMessageTable, { id }, { state: 'failed', at: failed.at, reason: failed.reason });
  // It bounced: it has not reached the customer.
  if (answer?.sentAt) await tx.update(AnswerTable, { id: answer.id }, { sentAt: null, sentBy: null });
  await changeComplaint(changeOf(complaintId), (one, context) => messageFailed(one, failed, context), tx);
}
