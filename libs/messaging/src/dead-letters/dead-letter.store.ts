import { eventDeadLettered, happened, type NewEvent, type ServiceName } from '@harken/contracts';
import type { Tx } from '@harken/database';
import type { FailureSummary, TopicMessage } from '../events/parse-message.ts';
import { outbox } from '../outbox/outbox.ts';

export interface DeadLetter {
  readonly message: TopicMessage;
  /** null: the message has no valid event id. */
  readonly eventId: string | null;
  readonly failure: FailureSummary;
  readonly tries: number;
}

// While a key is replayed, its new dead letters join the replay, behind the others.
const insert = `
  INSERT INTO dead_letters (topic, partition, "offset", key, event_id, type, headers, payload, error_code, error_text, tries,
                      replay_requested_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
          (SELECT max(replay_requested_at) FROM dead_letters WHERE topic = $1 AND key = $4 AND discarded_at IS NULL))
  ON CONFLICT (topic, partition, "offset") DO NOTHING
  RETURNING dead_lettered_at`;

/** Stores dead letters and announces each on `<service>.dead-letters`. Call it while holding the lock of their partition. */
export async function addDeadLetters(tx: Tx, service: ServiceName, deadLetters: readonly DeadLetter[]): Promise<void> {
  const notices: NewEvent[] = [];
  for (const deadLetter of deadLetters) {
    const { message, eventId, failure, tries } = deadLetter;
    const { topic, partition, offset, key, headers, value } = message;
    const type = headers.ce_type ?? null;
    const [row] = await tx.query<{ dead_lettered_at: Date }[]>(insert, [
      topic,
      partition,
      offset,
      key,
      eventId,
      type,
      JSON.stringify(headers),
      value,
      failure.code,
      failure.text,
      tries,
    ]);
    if (row) notices.push(noticeOf(service, deadLetter, row.dead_lettered_at));
  }
  await outbox.add(tx, notices);
}

function noticeOf(
  service: ServiceName,
  { message, eventId, failure, tries }: DeadLetter,
  deadLetteredAt: Date,
): NewEvent {
  const { topic, partition, offset, key } = message;
  return happened(eventDeadLettered(service), key ?? `${topic}/${partition}/${offset}`, {
    topic,
    partition,
    offset,
    key,
    eventId,
    type: message.headers.ce_type ?? null,
    errorCode: failure.code,
    tries,
    deadLetteredAt: deadLetteredAt.toISOString(),
  });
}
