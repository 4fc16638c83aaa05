import type { Tx } from '@harken/database';
import { outbox } from '@harken/messaging';
import { unexpiredSilences } from '../silences/silence.queries.ts';
import { alertStore } from './alert.store.ts';
import { alertEscalated, alertFired } from './alert-events.ts';
import { alertPolicy } from './alert-policy.document.ts';
import { alertReviewStore } from './alert-review.store.ts';
import { reviewAlerts } from './review-alerts.ts';

/**
 * Decides for all open alerts together what people are told, because one alert may silence another. One replica does it at a
 * time, in one transaction with its events: each goes out once. Returns 0 when no review is due.
 */
export async function reviewDueAlerts(tx: Tx): Promise<number> {
  const now = await alertReviewStore.claimDue(tx);
  if (now === null) return 0;
  const alerts = await alertReviewStore.lockFired(tx);
  const silences = await unexpiredSilences(tx, now);
  const owners = alerts.flatMap(({ owner }) => owner ?? []);
  const reviewed = reviewAlerts({
    alerts,
    silences,
    cells: await alertReviewStore.openCells(tx),
    lineages: await alertReviewStore.lineages(
      tx,
      alerts.map(({ touchpoint }) => touchpoint),
    ),
    policy: await alertPolicy.current(tx),
    deputies: await alertReviewStore.deputies(tx, owners),
    now,
  });
  for (const { before, alert, announce, escalate } of reviewed) {
    if (alert !== before && JSON.stringify(alert) !== JSON.stringify(before)) await alertStore.save(tx, alert);
    if (announce !== null) await outbox.add(tx, [alertFired(alert, announce, now)]);
    if (escalate) await outbox.add(tx, [alertEscalated(alert, now)]);
  }
  const next = [
    ...reviewed.map(({ nextAt }) => nextAt),
    ...silences.flatMap(({ from, until }) => [from, until]),
  ].flatMap((at) => (at !== null && at.getTime() > now.getTime() ? at.getTime() : []));
  if (next.length > 0) await alertReviewStore.requestBy(tx, new Date(Math.min(...next)));
  return 1;
}
