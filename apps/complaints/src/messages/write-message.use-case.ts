import { nameOf } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { newId } from '@harken/messaging';
import { isTerminal } from '../complaint/command.ts';
import { decide } from '../complaint/decide/decide.ts';
import {
  type ComplaintChange,
  changeComplaint,
  lockComplaint,
} from '../complaint/execute/change-complaint.use-case.ts';
import { reassignIfLeft } from '../teams/membership.use-case.ts';
import { messageStore } from './message.store.ts';
import type { Message } from './message.ts';

export interface WriteMessage extends ComplaintChange {
  readonly message: Pick<Message, 'direction' | 'channel' | 'text' | 'attachments' | 'externalId'>;
}

/** Adds a message of the customer or the company to the thread, once, also after the complaint has ended. */
export async function writeMessage(
  { message, ...change }: WriteMessage,
  tx: Tx,
): Promise<{ message: Message; isNew: boolean }> {
  const { direction, channel, externalId, attachments } = message;
  // Under the lock, so that two deliveries of one message are handled one after the other.
  const before = await lockComplaint(change.id, tx);
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
  if (complaint.cycle > before.cycle) await reassignIfLeft(complaint, change, tx);
  const { id: complaintId, cycle, status, version: complaintVersion } = complaint;
  const by = nameOf(change.actor, change.onBehalfOf);
  const row = { ...message, id: messageId, complaintId, cycle, by, at, complaintVersion };
  const written = { ...row, afterEnd: direction === 'in' && isTerminal(status) };
  await messageStore.add(tx, written);
  return { message: written, isNew: true };
}
