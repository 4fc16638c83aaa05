import type { Tx } from '@harken/database';
import { Invalid, RuleBroken } from '@harken/errors';
import { type AlertRef, alertsBetween } from '../alerts/log/alerts-between.queries.ts';
import { findSubscription } from '../subscriptions/subscription.queries.ts';
import { assertVersion } from '../subscriptions/subscription.ts';
import { queueDeliveries } from './queue/queue-deliveries.use-case.ts';

export interface ReplayAlerts {
  readonly subscriptionId: string;
  readonly owner: string | undefined;
  readonly expectedVersion: number | undefined;
  readonly from: Date;
  readonly to: Date;
}

const pageSize = 1_000;
const maxAlerts = 100_000;

/**
 * Queues every alert from `from` until before `to` that matches the current filter, each under its own id. Deliveries that
 * are queued already are not doubled. Returns how many were queued.
 */
export async function replayAlerts(command: ReplayAlerts, tx: Tx): Promise<number> {
  const { subscriptionId, owner, expectedVersion, from, to } = command;
  if (to <= from) {
    const error = { pointer: '/to', code: 'out-of-range', detail: 'must be after from' };
    throw new Invalid('request.invalid', 'The range is empty.', [error]);
  }
  const { version, filter, delivery, status } = await findSubscription(tx, subscriptionId, owner);
  assertVersion(version, expectedVersion);
  if (status === 'disabled')
    throw new RuleBroken('subscription.disabled', 'Enable the subscription first.', { subscriptionId });
  const ordered = delivery.kind === 'webhook' && delivery.ordered;
  let queued = 0;
  let seen = 0;
  let page: readonly AlertRef[] = [];
  do {
    page = await alertsBetween(tx, { from, to, filter, afterPosition: page.at(-1)?.position ?? 0, limit: pageSize });
    seen += page.length;
    if (seen > maxAlerts) {
      throw new RuleBroken('subscription.replay-too-large', `More than ${maxAlerts} alerts: choose a shorter range.`, {
        mostAlerts: maxAlerts,
      });
    }
    queued += await queueDeliveries(
      page.map((ref) => ({ ...ref, subscriptionId, ordered })),
      tx,
    );
  } while (page.length === pageSize);
  return queued;
}
