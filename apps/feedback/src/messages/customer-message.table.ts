import { EntitySchema } from 'typeorm';
import type { CustomerMessage } from './customer-message.ts';

export const CustomerMessageTable = new EntitySchema<CustomerMessage>({
  name: 'CustomerMessage',
  tableName: 'customer_messages',
  columns: {
    id: { type: 'uuid', primary: true },
    customerId: { name: 'customer_id', type: 'uuid' },
    purpose: { type: 'text' },
    language: { type: 'text', nullable: true },
    complaint: { name: 'complaint_id', type: 'uuid', nullable: true },
    problem: { name: 'problem_id', type: 'uuid', nullable: true },
    programme: { type: 'text', nullable: true },
    parameters: { type: 'jsonb' },
    sender: { type: 'text', nullable: true },
    state: { type: 'text' },
    channel: { type: 'text', nullable: true },
    reason: { type: 'text', nullable: true },
    attempts: { type: 'integer' },
    requestedAt: { name: 'requested_at', type: 'timestamptz' },
    dueAt: { name: 'due_at', type: 'timestamptz', nullable: true },
    sendingSince: { name: 'sending_since', type: 'timestamptz', nullable: true },
    sentAt: { name: 'sent_at', type: 'timestamptz', nullable: true },
    failedAt: { name: 'failed_at', type: 'timestamptz', nullable: true },
  },
});
