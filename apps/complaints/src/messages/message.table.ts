import { EntitySchema } from 'typeorm';
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
