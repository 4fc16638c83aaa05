import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import type { Conversation, Segment } from './conversation.ts';

type Columns<Row> = Record<keyof Row, EntitySchemaColumnOptions>;

const text = { type: 'text' } as const;
const nullableText = { type: 'text', nullable: true } as const;

export const ConversationTable = new EntitySchema<Conversation>({
  name: 'Conversation',
  tableName: 'conversations',
  columns: {
    id: { type: 'uuid', primary: true },
    source: text,
    sourceId: { ...text, name: 'source_id' },
    kind: text,
    title: nullableText,
    programme: nullableText,
    touchpoint: nullableText,
    product: nullableText,
    location: nullableText,
    language: nullableText,
    participants: { type: 'jsonb' },
    history: { type: 'boolean' },
    digest: text,
    occurredAt: { name: 'occurred_at', type: 'timestamptz' },
    receivedAt: { name: 'received_at', type: 'timestamptz' },
  } satisfies Columns<Conversation>,
});

export const SegmentTable = new EntitySchema<Segment>({
  name: 'Segment',
  tableName: 'segments',
  columns: {
    id: { type: 'uuid', primary: true },
    conversationId: { name: 'conversation_id', type: 'uuid' },
    sourceId: { ...text, name: 'source_id' },
    position: { type: 'integer' },
    speaker: text,
    text,
    language: nullableText,
    touchpoint: nullableText,
    factor: nullableText,
    quote: { type: 'boolean' },
    replyTo: { ...nullableText, name: 'reply_to' },
    digest: text,
    postDigest: { ...nullableText, name: 'post_digest' },
    feedbackId: { name: 'feedback_id', type: 'uuid', nullable: true },
    saidAt: { name: 'said_at', type: 'timestamptz', nullable: true },
  } satisfies Columns<Segment>,
});
