import {
  type CustomerMessageFailed,
  type CustomerMessageSent,
  type EventData,
  happened,
  nameOf,
  TouchpointsCustomerMessageRequested,
} from '@harken/contracts';
import type { Tx } from '@harken/database';
import { RuleBroken } from '@harken/errors';
import { outbox, type ReceivedEvent } from '@harken/messaging';
import type { CommandTarget } from '@harken/service';
import { problemStore } from '../problem.store.ts';
import type { Problem, ProblemState } from '../problem.ts';
import { problemMessages } from './problem-message.store.ts';

export interface CustomerText {
  readonly language: string;
  readonly said: string;
  readonly did: string;
}

const toldStates: readonly ProblemState[] = ['in_progress', 'verifying', 'closed'];

/**
 * Asks feedback to tell every linked customer who was not told before what was said and what was done. Whether the
 * customer consented, and how to reach them, feedback knows; it also asks once whether it is better.
 */
export function tellCustomers(
  { id, expectedVersion, actor }: CommandTarget,
  {
    texts,
    onBehalfOf,
    note,
  }: { texts: readonly CustomerText[]; onBehalfOf?: string | undefined; note?: string | undefined },
  tx: Tx,
): Promise<Problem> {
  return problemStore.change(tx, id, expectedVersion, async (problem, now) => {
    if (!toldStates.includes(problem.state))
      throw new RuleBroken('problem.nothing-to-tell', 'Nothing is done about it yet that customers could be told.', {
        problem: id,
        state: problem.state,
      });
    await problemMessages.prepare(tx, id);
    const messages = await problemMessages.takePrepared(tx, id, now);
    await outbox.add(
      tx,
      messages.map(({ messageId, customerId, externalId, language }) => {
        const { said, did, language: spoken } = textFor(language, texts);
        return happened(TouchpointsCustomerMessageRequested, messageId, {
          messageId,
          customer: { id: customerId, externalId },
          purpose: 'you_said_we_did',
          language: spoken,
          complaint: null,
          problem: id,
          programme: null,
          parameters: { said, did },
        });
      }),
    );
    return {
      problem,
      note: { action: 'told', by: nameOf(actor, onBehalfOf), note: note ?? `${messages.length} customers` },
    };
  });
}

/** In the language of the customer; else in another form of it; else the first. */
export function textFor(language: string | null, texts: readonly CustomerText[]): CustomerText {
  const wanted = language?.toLowerCase() ?? '';
  const primary = (tag: string) => tag.toLowerCase().split('-')[0];
  return (
    texts.find((text) => text.language.toLowerCase() === wanted) ??
    texts.find((text) => primary(text.language) === primary(wanted)) ??
    (texts[0] as CustomerText)
  );
}

type Sent = EventData<typeof CustomerMessageSent>;
type Failed = EventData<typeof CustomerMessageFailed>;

/** What became of the messages; those about no problem are somebody else's. */
export async function followMessages(events: readonly ReceivedEvent<Sent | Failed>[], tx: Tx): Promise<void> {
  for (const { data } of events) {
    if (data.problem === null) continue;
    if ('sentAt' in data) await problemMessages.recordSent(tx, data.messageId, data.sentAt);
    else await problemMessages.recordFailed(tx, data.messageId, data.reason);
  }
}
