import { columnsOf, insertMany, selectList, sql, type Tx, updateMany } from '@harken/database';
import type { PublicCustomer } from '../customers/customer.ts';
import { InvitationTable } from './invitation.table.ts';
import type { Invitation, InvitationOfCustomer } from './invitation.ts';

type Row = Invitation & { readonly customer: PublicCustomer };

export const selectInvitations = `
  SELECT ${selectList(InvitationTable, 'i', { except: ['customerId'] })}, c.id AS "customerId",
         json_build_object('id', c.id, 'externalId', c.external_id, 'segments', c.segments, 'tier', c.tier,
                           'stage', c.stage, 'language', c.language) AS customer
    FROM invitations i JOIN current_customers c ON c.recorded_id = i.customer_id`;

const lock = sql<Row>(`${selectInvitations} WHERE i.id = $1 FOR NO KEY UPDATE OF i`);
const lockByMessage = sql<Row>(`${selectInvitations} WHERE i.message_id = $1 FOR NO KEY UPDATE OF i`);

export const withCustomer = ({ customer, ...invitation }: Row): InvitationOfCustomer => ({ invitation, customer });

const changing = columnsOf(InvitationTable)
  .map(({ property }) => property as keyof Invitation)
  .filter((property) => property !== 'customerId');

export const invitationStore = {
  /** Locks it until the transaction ends. */
  async lock(tx: Tx, id: string): Promise<InvitationOfCustomer | undefined> {
    const [row] = await lock.query(tx, [id]);
    return row && withCustomer(row);
  },

  /** By the message that was requested last: the invitation itself, or its newest reminder. */
  async lockByMessage(tx: Tx, messageId: string): Promise<InvitationOfCustomer | undefined> {
    const [row] = await lockByMessage.query(tx, [messageId]);
    return row && withCustomer(row);
  },

  add: (tx: Tx, invitations: readonly Invitation[]): Promise<void> => insertMany(tx, InvitationTable, invitations),

  /** The caller holds their locks. The customer they were recorded for stays. */
  save: (tx: Tx, invitations: readonly Invitation[]): Promise<void> =>
    updateMany(tx, InvitationTable, invitations, changing),
};
