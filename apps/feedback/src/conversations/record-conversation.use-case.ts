import type { Tx } from '@harken/database';
import { RuleBroken } from '@harken/errors';
import { newId } from '@harken/messaging';
import { conversationStore } from './conversation.store.ts';
import type { Conversation, ConversationInput } from './conversation.ts';

/** Stores a conversation once. A repeat of (source, sourceId) gives the first; one with other content is refused. */
export async function recordConversation(
  input: ConversationInput,
  receivedAt: Date,
  tx: Tx,
): Promise<{ conversation: Conversation; isNew: boolean }> {
  const conversation = { ...input, id: newId(), receivedAt };
  if (await conversationStore.add(tx, conversation)) return { conversation, isNew: true };
  const first = await conversationStore.bySource(tx, conversation);
  if (first.digest === conversation.digest) return { conversation: first, isNew: false };
  throw new RuleBroken('conversation.differs', 'This source and id came in before with other content.', {
    id: first.id,
  });
}
