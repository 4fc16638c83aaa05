import { CommitSignal, insertNew, millisecondsUntil, selectList, sql, type Tx, updateMany } from '@harken/database';
import { CustomerMessageTable } from './customer-message.table.ts';
import type { CustomerMessage, MessageToCustomer, Recipient } from './customer-message.ts';

const columns = selectList(CustomerMessageTable, 'm');
/** A merged customer is written to as who it is now. */
export const selectMessages = `
  SELECT ${columns},
         json_build_object('id', c.id, 'externalId', c.external_id, 'name', c.name, 'language', c.language,
                           'consents', c.consents, 'contactPoints', c.contact_points) AS recipient
    FROM customer_messages m JOIN customers own ON own.id = m.customer_id JOIN customers c ON c.id = own.current_id`;

const lock = sql<CustomerMessage>(`SELECT ${columns} FROM customer_messages m WHERE m.id = $1 FOR NO KEY UPDATE`);

const claimDue = sql<MessageToCustomer>(`
  ${selectMessages}
   WHERE m.due_at <= (SELECT clock_timestamp()) ORDER BY m.due_at LIMIT $1 FOR NO KEY UPDATE OF m SKIP LOCKED`);

const selectRecipients = sql<Recipient>(`
  SELECT id, external_id AS "externalId", name, language, consents, contact_points AS "contactPoints"
    FROM customers WHERE id = ANY ($1::uuid[])`);

/** A message is to be sent. */
export const messagesSignal = new CommitSignal();

export const nextMessageInMs = millisecondsUntil('SELECT min(due_at) FROM customer_messages WHERE due_at IS NOT NULL');

export const customerMessageStore = {
  /** Returns the ids of those that were not requested before. */
  async add(tx: Tx, messages: readonly CustomerMessage[]): Promise<ReadonlySet<string>> {
    if (messages.length === 0) return new Set();
    if (messages.some(({ dueAt }) => dueAt !== null)) messagesSignal.notifyAfterCommit(tx, 0);
    return insertNew(tx, CustomerMessageTable, ['id'], messages);
  },

  async lock(tx: Tx, id: string): Promise<CustomerMessage | undefined> {
    const [row] = await lock.query(tx, [id]);
    return row;
  },

  /** The longest due first, under their locks; others leave out what one replica has. */
  claimDue: (tx: Tx, limit: number): Promise<MessageToCustomer[]> => claimDue.query(tx, [limit]),

  /** The caller holds their locks. */
  save: (tx: Tx, messages: readonly CustomerMessage[]): Promise<void> => updateMany(tx, CustomerMessageTable, messages),

  recipients: async (tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Recipient>> =>
    new Map((await selectRecipients.query(tx, [ids])).map((one) => [one.id, one])),
};
