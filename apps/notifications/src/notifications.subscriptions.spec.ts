import { ComplaintHandlingRated } from '@harken/contracts';
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
