import { eventParked, happened, type NewEvent, type ServiceName } from '@harken/contracts';
import type { Tx } from '../database/transaction.ts';
import type { Fault, LogMessage } from '../events/read-event.ts';
import { outbox } from '../outbox/outbox.ts';

export interface Parking {
  readonly message: LogMessage;
  /** null: the message does not name a usable event. */
  readonly eventId: string | null;
  readonly fault: Fault;
  readonly tries: number;
}

// A successor of a key that is being replayed joins the replay, behind the others.
const insert = `
  INSERT INTO parked (topic, partition, "offset", key, event_id, type, headers, payload, error_code, error_text, tries,
                      replay_requested_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
          (SELECT max(replay_requested_at) FROM parked WHERE topic = $1 AND key = $4 AND discarded_at IS NULL))
  ON CONFLICT (topic, partition, "offset") DO NOTHING
  RETURNING parked_at`;

/** Sets events aside and tells it on `<service>.parked`. Call it inside the fence of their partition. */
export async function park(tx: Tx, service: ServiceName, parkings: readonly Parking[]): Promise<void> {
  const notices: NewEvent[] = [];
  for (const parking of parkings) {
    const { message, eventId, fault, tries } = parking;
    const { topic, partition, offset, key, headers, value } = message;
    const type = headers.ce_type ?? null;
    const [row] = await tx.query<{ parked_at: Date }[]>(insert, [
      topic,
      partition,
      offset,
      key,
      eventId,
      type,
      JSON.stringify(headers),
      value,
      fault.code,
      fault.text,
      tries,
    ]);
    if (row) notices.push(noticeOf(service, parking, row.parked_at));
  }
  await outbox.add(tx, notices);
}

function noticeOf(service: ServiceName, { message, eventId, fault, tries }: Parking, parkedAt: Date): NewEvent {
  const { topic, partition, offset, key } = message;
  return happened(eventParked(service), key ?? `${topic}/${partition}/${offset}`, {
    topic,
    partition,
    offset,
    key,
    eventId,
    type: message.headers.ce_type ?? null,
    errorCode: fault.code,
    tries,
    parkedAt: parkedAt.toISOString(),
  });
}
