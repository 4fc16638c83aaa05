import type { Tx } from '@harken/database';
import { invitationStore } from './invitation.store.ts';

/**
 * The message of an invitation did not arrive: the customer is not reminded, and others may ask. What was opened has
 * arrived, whatever became of a reminder. A message that is not of an invitation changes nothing.
 */
export async function bounceInvitation(messageId: string, tx: Tx): Promise<void> {
  const found = await invitationStore.lockByMessage(tx, messageId);
  if (found?.invitation.status !== 'invited') return;
  await invitationStore.save(tx, [{ ...found.invitation, status: 'bounced', remindAt: null }]);
}
