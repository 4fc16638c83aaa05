import { insertMany, type Tx } from '@harken/database';
import { insertTexts, searchText } from '../text/text-words.queries.ts';
import { MessageTable } from './message.table.ts';
import type { Message } from './message.ts';

export const messageStore = {
  async add(tx: Tx, message: Message): Promise<void> {
    await tx.insert(MessageTable, message as never);
    await insertTexts(tx, [searchText(message)]);
  },

  async addMany(tx: Tx, messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return;
    await insertMany(tx, MessageTable, messages);
    await insertTexts(
      tx,
      messages.map((message) => searchText(message)),
    );
  },

  /** The message with this channel and external id, if it came before. */
  async known(tx: Tx, complaintId: string, channel: string, externalId: string): Promise<Message | null> {
    return tx.findOneBy(MessageTable, { complaintId, channel, externalId });
  },
};
