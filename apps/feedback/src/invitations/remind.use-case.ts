import type { Tx } from '@harken/database';
import { newId, outbox } from '@harken/messaging';
import { consentTo } from '../customers/consent.ts';
import { reminderAt } from '../programmes/assert-valid-programme.ts';
import { dueInvitationsStore } from './due-invitations.store.ts';
import { invitationStore } from './invitation.store.ts';
import { messageRequested, openStatuses } from './invitation.ts';
import { readProgrammes } from './running-programmes.queries.ts';

/** Requests the reminders that are due, at most `limit`; nobody is reminded who has refused meanwhile. Returns how many were due. */
export async function remind(limit: number, tx: Tx): Promise<number> {
  const due = await dueInvitationsStore.claimReminders(tx, limit);
  if (due.length === 0) return 0;
  const programmes = await readProgrammes([...new Set(due.map(({ invitation }) => invitation.programme))], tx);
  const reminded = due.map(({ invitation, customer, consents }) => {
    const programme = programmes.get(invitation.programme);
    const isWanted = openStatuses.includes(invitation.status) && invitation.status !== 'bounced';
    if (!programme || !isWanted || consentTo('surveys', { consents }) === 'refused') {
      return { invitation: { ...invitation, remindAt: null }, events: [] };
    }
    const reminders = invitation.reminders + 1;
    const remindAt = reminderAt(programme, invitation.invitedAt, reminders);
    const next = { ...invitation, messageId: newId(), reminders, remindAt };
    return { invitation: next, events: [messageRequested(next, customer)] };
  });
  await invitationStore.save(
    tx,
    reminded.map(({ invitation }) => invitation),
  );
  await outbox.add(
    tx,
    reminded.flatMap(({ events }) => events),
  );
  return due.length;
}
