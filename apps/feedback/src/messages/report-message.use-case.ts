import { databaseTime, type Tx } from '@harken/database';
import { Invalid, NotFound, RuleBroken } from '@harken/errors';
import { customerMessageStore } from './customer-message.store.ts';
import { type CustomerMessage, failed, sent } from './customer-message.ts';
import { tellResults } from './finish-messages.use-case.ts';

export type MessageReport =
  | { readonly state: 'sent'; readonly channel: string; readonly at: Date | null }
  | { readonly state: 'failed'; readonly reason: string; readonly channel: string | null; readonly at: Date | null };

// Clocks of other systems may run a little ahead of ours.
const clockSkewMs = 300_000;

/**
 * The CRM says what became of a message. A repeat changes nothing; what was sent may still fail, when it bounces, and
 * what had failed may arrive after all. Throws `customer-message.harken-sends` for a result that only Harken knows.
 */
export async function reportMessage(id: string, report: MessageReport, tx: Tx): Promise<void> {
  const message = await customerMessageStore.lock(tx, id);
  if (!message) throw new NotFound('customer-message', id);
  if (message.state === report.state) return;
  if (message.sender === 'email' && (message.state === 'requested' || report.state === 'sent'))
    throw new RuleBroken('customer-message.harken-sends', 'Harken sends it, and knows what became of it.', {
      messageId: id,
      state: message.state,
    });
  const at = reportedTime(report.at, await databaseTime(tx));
  const next: CustomerMessage =
    report.state === 'sent'
      ? sent(message, report.channel, at)
      : failed(message, report.reason, at, report.channel ?? message.channel);
  await customerMessageStore.save(tx, [next]);
  await tellResults([next], tx);
}

function reportedTime(at: Date | null, now: Date): Date {
  if (at !== null && at.getTime() > now.getTime() + clockSkewMs) {
    const detail = 'It cannot have happened in the future.';
    throw new Invalid('request.invalid', detail, [{ pointer: '/at', code: 'in-future', detail }]);
  }
  return at !== null && at < now ? at : now;
}
