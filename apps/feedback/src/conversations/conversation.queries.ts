import { selectList } from '@harken/database';
import { NotFound } from '@harken/errors';
import type { TimeCursor } from '@harken/service';
import type { DataSource } from 'typeorm';
import type { ConversationQuery, QuoteQuery, SegmentQuery } from './conversation.dto.ts';
import { ConversationTable, SegmentTable } from './conversation.table.ts';
import type { Conversation, Segment } from './conversation.ts';

type Filter = Readonly<Record<string, readonly unknown[] | boolean | undefined>>;

/** Conditions of the columns, and a function that adds a parameter. */
function where(filter: Filter, alias: string) {
  const values: unknown[] = [];
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  const conditions = Object.entries(filter).flatMap(([column, wanted]) => {
    if (wanted === undefined) return [];
    return [`${alias}.${column} = ${Array.isArray(wanted) ? `ANY(${parameter(wanted)}::text[])` : parameter(wanted)}`];
  });
  const text = () => (conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '');
  return { values, parameter, conditions, text };
}

/** Newest first. */
export function listConversations(
  database: DataSource,
  { kind, touchpoint, programme }: Omit<ConversationQuery, 'limit' | 'cursor'>,
  limit: number,
  after?: TimeCursor,
): Promise<Conversation[]> {
  const { values, parameter, conditions, text } = where({ kind, touchpoint, programme }, 'c');
  if (after)
    conditions.push(`(c.occurred_at, c.id) < (${parameter(after.at)}::timestamptz, ${parameter(after.id)}::uuid)`);
  return database.query(
    `SELECT ${selectList(ConversationTable, 'c')} FROM conversations c ${text()}
      ORDER BY c.occurred_at DESC, c.id DESC LIMIT ${parameter(limit)}`,
    values,
  );
}

/** Throws NotFound. */
export async function findConversation(database: DataSource, id: string): Promise<Conversation> {
  const [row]: Conversation[] = await database.query(
    `SELECT ${selectList(ConversationTable, 'c')} FROM conversations c WHERE c.id = $1`,
    [id],
  );
  if (!row) throw new NotFound('conversation', id);
  return row;
}

const selectSegments = `SELECT ${selectList(SegmentTable, 's')} FROM segments s`;

/** In the order in which they were said. */
export function listSegments(
  database: DataSource,
  conversationId: string,
  { speaker, touchpoint, factor, quote }: Omit<SegmentQuery, 'limit' | 'cursor'>,
  limit: number,
  after: number,
): Promise<Segment[]> {
  const { values, parameter, conditions, text } = where({ speaker, touchpoint, factor, quote }, 's');
  conditions.push(`s.conversation_id = ${parameter(conversationId)}`, `s.position > ${parameter(after)}`);
  return database.query(`${selectSegments} ${text()} ORDER BY s.position LIMIT ${parameter(limit)}`, values);
}

/** The newest first. */
export function listQuotes(
  database: DataSource,
  { touchpoint, factor }: Omit<QuoteQuery, 'limit' | 'cursor'>,
  limit: number,
  after: string | undefined,
): Promise<Segment[]> {
  const { values, parameter, conditions, text } = where({ touchpoint, factor, quote: true }, 's');
  if (after !== undefined) conditions.push(`s.id < ${parameter(after)}::uuid`);
  return database.query(`${selectSegments} ${text()} ORDER BY s.id DESC LIMIT ${parameter(limit)}`, values);
}

/** Throws NotFound, also for a segment that is no quote. */
export async function findQuote(database: DataSource, id: string): Promise<Segment> {
  const [row]: Segment[] = await database.query(`${selectSegments} WHERE s.id = $1 AND s.quote`, [id]);
  if (!row) throw new NotFound('quote', id);
  return row;
}
