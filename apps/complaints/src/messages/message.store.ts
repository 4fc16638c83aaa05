import { insertMany, type Tx } from '@harken/database';
import { EntitySchema } from 'typeorm';
import { insertTexts, searchText } from '../text/text-words.queries.ts';
import type { Message } from './message.ts';

export const MessageTable = new EntitySchema<Message>({
  name: 'Message',
  tableName: 'messages',
  columns: {
    id: { type: 'uuid', primary: true },
    complaintId: { type: 'uuid', name: 'complaint_id' },
    cycle: { type: 'smallint' },
    direction: { type: 'text' },
    channel: { type: 'text' },
    text: { type: 'text' },
    attachments: { type: 'jsonb' },
    by: { type: 'text' },
    externalId: { type: 'text', nullable: true, name: 'external_id' },
    at: { type: 'timestamptz', precision: 3 },
    afterEnd: { type: 'boolean', name: 'after_end' },
    complaintVersion: { type: 'int', name: 'complaint_version' },
  },
});

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
