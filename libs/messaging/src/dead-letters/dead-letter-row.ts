import type { TopicMessage } from '../events/parse-message.ts';

/** A row of the table `dead_letters`; bigint columns are text. */
export interface DeadLetterRow {
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  readonly event_id: string | null;
  readonly type: string | null;
  readonly headers: Record<string, string>;
  readonly payload: Buffer;
  readonly error_code: string;
  readonly error_text: string;
  readonly tries: number;
  readonly dead_lettered_at: Date;
  readonly replay_requested_at: Date | null;
}

export const messageOf = (row: DeadLetterRow): TopicMessage => ({
  topic: row.topic,
  partition: row.partition,
  offset: row.offset,
  key: row.key,
  headers: row.headers,
  value: row.payload,
});
