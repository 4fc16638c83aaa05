import { type Reader, sql } from '@harken/database';
import { NotFound } from '@harken/errors';
import type { TimeCursor } from '@harken/service';
import type { DataSource } from 'typeorm';
import { recordedIdsOf } from '../customers/customer.queries.ts';
import { selectMessages } from './customer-message.store.ts';
import type { CustomerMessage, MessageToCustomer } from './customer-message.ts';

export interface MessageFilter {
  readonly customer?: readonly string[] | undefined;
  readonly state?: readonly string[] | undefined;
  readonly purpose?: readonly string[] | undefined;
}

const list = sql<MessageToCustomer>(
  `${selectMessages}
   WHERE ($1::uuid[] IS NULL OR m.customer_id = ANY ($1))
     AND ($2::text[] IS NULL OR m.state = ANY ($2)) AND ($3::text[] IS NULL OR m.purpose = ANY ($3))
     AND ($4::timestamptz IS NULL OR (m.requested_at, m.id) < ($4, $5::uuid))
   ORDER BY m.requested_at DESC, m.id DESC LIMIT $6`,
  { plan: 'each-time' },
);

const read = sql<MessageToCustomer>(`${selectMessages} WHERE m.id = $1`);

const ofCustomer = sql<MessageToCustomer>(`
  ${selectMessages}
   WHERE m.customer_id = ANY ($1::uuid[]) AND ($3::timestamptz IS NULL OR (m.requested_at, m.id) < ($3, $4::uuid))
   ORDER BY m.requested_at DESC, m.id DESC LIMIT $2`);

/** The newest first. */
export async function listMessages(
  db: DataSource,
  { customer, state, purpose }: MessageFilter,
  limit: number,
  after: TimeCursor | undefined,
): Promise<MessageToCustomer[]> {
  const customers = customer && (await recordedIdsOf(db, customer));
  return list.query(db, [customers ?? null, state ?? null, purpose ?? null, after?.at, after?.id, limit]);
}

/** Throws NotFound. */
export async function findMessage(db: Reader, id: string): Promise<MessageToCustomer> {
  const [row] = await read.query(db, [id]);
  if (!row) throw new NotFound('customer-message', id);
  return row;
}

/** The newest messages to one customer after a cursor, for the timeline. */
export const messagesOfCustomer = (
  db: DataSource,
  customerIds: readonly string[],
  limit: number,
  after: TimeCursor | undefined,
): Promise<readonly CustomerMessage[]> =>
  ofCustomer.query(db, [customerIds, limit, after?.at ?? null, after?.id ?? null]);
