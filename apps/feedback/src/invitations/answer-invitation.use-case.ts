import { databaseTime, type Tx } from '@harken/database';
import { NotFound, RuleBroken } from '@harken/errors';
import { outbox } from '@harken/messaging';
import { invitationStore } from './invitation.store.ts';
import { type Invitation, invitationAnswered, isOpen } from './invitation.ts';

/** The invitation under its lock, if it can still be answered. Throws `invitation.used` and `invitation.expired`. */
export async function lockOpenInvitation(id: string, tx: Tx) {
  const found = await invitationStore.lock(tx, id);
  if (!found) throw new NotFound('invitation', id);
  const now = await databaseTime(tx);
  if (found.invitation.status === 'answered')
    throw new RuleBroken('invitation.used', 'It was answered before.', { id });
  if (!isOpen(found.invitation, now)) throw new RuleBroken('invitation.expired', 'It has expired.', { id });
  return { ...found, now };
}

/** The customer has seen the page, or has begun to answer. A step back changes nothing. */
export async function noteProgress(id: string, reached: 'opened' | 'started', tx: Tx): Promise<Invitation> {
  const { invitation, now } = await lockOpenInvitation(id, tx);
  const status = reached === 'started' || invitation.status === 'started' ? 'started' : 'opened';
  const noted: Invitation = {
    ...invitation,
    status,
    openedAt: invitation.openedAt ?? now,
    startedAt: invitation.startedAt ?? (status === 'started' ? now : null),
  };
  await invitationStore.save(tx, [noted]);
  return noted;
}

/** Uses it up: the feedback of the answers was received in the same transaction. */
export async function answerInvitation(
  { id, feedbackId }: { readonly id: string; readonly feedbackId: string },
  tx: Tx,
): Promise<Invitation> {
  const { invitation, customer, now } = await lockOpenInvitation(id, tx);
  const answered: Invitation = {
    ...invitation,
    status: 'answered',
    openedAt: invitation.openedAt ?? now,
    startedAt: invitation.startedAt ?? now,
    answeredAt: now,
    remindAt: null,
    feedbackId,
  };
  await invitationStore.save(tx, [answered]);
  await outbox.add(tx, [invitationAnswered(answered, customer, { feedbackId, answeredAt: now })]);
  return answered;
}
