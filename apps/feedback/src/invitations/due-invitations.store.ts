import { millisecondsUntil, sql, type Tx } from '@harken/database';
import type { Customer } from '../customers/customer.ts';
import { selectInvitations, withCustomer } from './invitation.store.ts';
import type { Invitation, InvitationOfCustomer } from './invitation.ts';

const expire = sql<{ id: string }>(`
  UPDATE invitations i SET status = 'expired', remind_at = NULL FROM (
    SELECT id FROM invitations
     WHERE status IN ('invited', 'opened', 'started') AND expires_at <= (SELECT clock_timestamp())
     ORDER BY expires_at LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED) due
   WHERE i.id = due.id RETURNING i.id`);

type Row = Invitation & Pick<InvitationOfCustomer, 'customer'> & Pick<Customer, 'consents'>;

const claimReminders = sql<Row>(
  `${selectInvitations.replace(' AS customer', ' AS customer, c.consents')}
    JOIN programmes p ON p.id = i.programme AND p.status = 'running'
   WHERE i.remind_at <= (SELECT clock_timestamp())
   ORDER BY i.remind_at LIMIT $1 FOR NO KEY UPDATE OF i SKIP LOCKED`,
);

// A programme that is paused reminds nobody; it goes on when it is started again.
const nextDue = `
  SELECT least(
    (SELECT min(due_at) FROM candidates WHERE decided_at IS NULL),
    (SELECT min(run_at) FROM programmes WHERE status = 'running'),
    (SELECT min(ends_at) FROM programmes WHERE status IN ('running', 'paused')),
    (SELECT min(expires_at) FROM invitations WHERE status IN ('invited', 'opened', 'started')),
    (SELECT min(i.remind_at) FROM invitations i JOIN programmes p ON p.id = i.programme AND p.status = 'running'
      WHERE i.remind_at IS NOT NULL))`;

/** Until the next thing that programmes do by themselves. */
export const nextInvitationWorkInMs = millisecondsUntil(nextDue);

export const dueInvitationsStore = {
  /** Expires those whose time is over, at most `limit`; returns how many. */
  expire: async (tx: Tx, limit: number): Promise<number> => (await expire.query(tx, [limit])).length,

  /** Those to remind, under their locks. */
  async claimReminders(tx: Tx, limit: number) {
    const rows = await claimReminders.query(tx, [limit]);
    return rows.map(({ consents, ...row }) => ({ ...withCustomer(row), consents }));
  },
};
