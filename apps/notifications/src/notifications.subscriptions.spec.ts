import { ComplaintHandlingRated, TouchpointAlertFired, TouchpointAlertResolved } from '@harken/contracts';
import type { ReceivedEvent } from '@harken/messaging';
import { expect, it } from '@jest/globals';
import type { RecordingContext } from './alerts/recording/record-alerts.use-case.ts';
import { notificationsSubscriptions } from './notifications.subscriptions.ts';

it('no event of history becomes an alert (case 18)', () => {
  const [subscription] = notificationsSubscriptions({} as RecordingContext);
  const { sample } = ComplaintHandlingRated;
  const accepted = [{ ...sample, history: false }, { ...sample, history: true }, { subscriptionId: 's' }].map((data) =>
    subscription?.filter?.({ data } as ReceivedEvent),
  );
  expect(accepted).toEqual([true, false, true]);
});

it('nobody is told of silenced and inhibited alerts, nor of the end of one that was never told (case 14)', () => {
  const [subscription] = notificationsSubscriptions({} as RecordingContext);
  const { alert } = TouchpointAlertFired.sample;
  const suppressedBy = { by: 'silence', id: 'maintenance' };
  const isTold = (type: string, change: object) =>
    subscription?.filter?.({ type, data: { alert: { ...alert, ...change } } } as ReceivedEvent);
  expect(isTold(TouchpointAlertFired.type, {})).toBe(true);
  expect(isTold(TouchpointAlertFired.type, { suppressedBy })).toBe(false);
  expect(isTold(TouchpointAlertResolved.type, {})).toBe(true);
  expect(isTold(TouchpointAlertResolved.type, { suppressedBy })).toBe(false);
  expect(isTold(TouchpointAlertResolved.type, { announced: false })).toBe(false);
});
