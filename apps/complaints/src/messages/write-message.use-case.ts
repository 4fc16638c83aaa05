import { nameOf } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import { newId } from '@harken/messaging';
import { reassignIfAbsent } from '../assignment/reassign-complaints.use-case.ts';
import { isTerminal } from '../complaint/command.ts';
import { decide } from '../complaint/decide/decide.ts';
import {
  type ComplaintChange,
  changeComplaint,
  executeCommand,
} from '../complaint/execute/change-complaint.use-case.ts';
import { lockRelated } from '../complaint/storage/locked-complaints.queries.ts';
import { messageStore } from './message.store.ts';
import type { Message } from './message.ts';

export interface WriteMessage extends ComplaintChange {
  readonly message: Pick<Message, 'direction' | 'channel' | 'text' | 'attachments' | 'externalId'>;
}

/**
 * Adds a message of the customer or the company to the thread, once, also after the complaint has ended. One on a
 * duplicate counts at its original, which both customers wait for.
 */
export async function writeMessage(
  { message, ...change }: WriteMessage,
  tx: Tx,
): Promise<{ message: Message; isNew: boolean }> {
  const { direction, channel, externalId, attachments } = message;
  // Under the lock, so that two deliveries of one message are handled one after the other.
  const locked = await lockRelated(tx, [change.id]);
  const before = locked.find(({ id }) => id === change.id);
  if (!before) throw new NotFound('complaint', change.id);
  const known = externalId === null ? null : await messageStore.known(tx, change.id, channel, externalId);
  if (known) return { message: known, isNew: false };

  const messageId = newId();
  const name = direction === 'in' ? 'receive-message' : 'send-message';
  const command = { name, messageId, channel, attachments: attachments.length } as const;
  let at = new Date(0);
  const complaint = await changeComplaint(
    change,
    (present, context) => {
      at = context.now;
      return decide(present, command, context);
    },
    tx,
  );
  const original = locked.find(({ id }) => id === before.duplicateOf);
  const answerable = original
    ? await executeCommand(
        { ...change, id: original.id, expectedVersion: undefined },
        { ...command, duplicate: complaint.id },
        tx,
      )
    : complaint;
  if (answerable.cycle > (original ?? before).cycle) await reassignIfAbsent(answerable, change, tx);
  const { id: complaintId, cycle, version: complaintVersion } = complaint;
  const by = nameOf(change.actor, change.onBehalfOf);
  const row = { ...message, id: messageId, complaintId, cycle, by, at, complaintVersion };
  const written = { ...row, afterEnd: direction === 'in' && isTerminal(answerable.status) };
  await messageStore.add(tx, written);
  return { message: written, isNew: true };
}

/** Adds messages of complaints that were taken over from another system. */
export const addPastMessages = (messages: readonly Message[], tx: Tx): Promise<void> =>
  messageStore.addMany(tx, messages);
