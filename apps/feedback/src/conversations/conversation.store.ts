import { insertMany, insertNew, selectList, sql, type Tx } from '@harken/database';
import { ConversationTable, SegmentTable } from './conversation.table.ts';
import type { Conversation, Segment } from './conversation.ts';

const bySource = sql<Conversation>(
  `SELECT ${selectList(ConversationTable, 'c')} FROM conversations c WHERE c.source = $1 AND c.source_id = $2`,
);
const lock = sql<Conversation>(
  `SELECT ${selectList(ConversationTable, 'c')} FROM conversations c WHERE c.id = $1 FOR UPDATE`,
);
const known = sql<Segment>(`
  SELECT ${selectList(SegmentTable, 's')} FROM segments s
   WHERE (s.conversation_id = $1 AND s.source_id = ANY($2::text[])) OR s.post_digest = ANY($3::text[])`);
const lastPosition = sql<{ last: number }>(
  'SELECT coalesce(max(position), 0)::int AS last FROM segments WHERE conversation_id = $1',
);

export const conversationStore = {
  /** False if (source, sourceId) is there already. */
  async add(tx: Tx, conversation: Conversation): Promise<boolean> {
    return (await insertNew(tx, ConversationTable, ['source', 'sourceId'], [conversation])).size > 0;
  },

  bySource: (tx: Tx, { source, sourceId }: Conversation): Promise<Conversation> =>
    bySource.queryOne(tx, [source, sourceId]),

  /** Locks the conversation until the commit. */
  async lock(tx: Tx, id: string): Promise<Conversation | undefined> {
    const [row] = await lock.query(tx, [id]);
    return row;
  },

  async lastPosition(tx: Tx, conversationId: string): Promise<number> {
    return (await lastPosition.queryOne(tx, [conversationId])).last;
  },

  /** Segments of the conversation with one of these ids, and the same posts anywhere. */
  known: (tx: Tx, id: string, sourceIds: readonly string[], postDigests: readonly string[]): Promise<Segment[]> =>
    known.query(tx, [id, sourceIds, postDigests]),

  addSegments: (tx: Tx, segments: readonly Segment[]): Promise<void> => insertMany(tx, SegmentTable, segments),
};
