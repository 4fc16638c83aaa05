import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, time, uuid } from '../shapes.ts';

export const SubscriptionDisabled = defineEvent({
  type: 'harken.notifications.subscription-disabled.v1',
  topic: 'notifications.events',
  subject: 'subscriptionId',
  summary:
    'A subscription gets no more alerts: its endpoint is gone (410) or failed for too long, or its client has no live key.',
  schema: Type.Object(
    {
      subscriptionId: uuid(),
      name: name(),
      reason: Type.Union([Type.Literal('gone'), Type.Literal('failing'), Type.Literal('keyless')]),
      at: time(),
    },
    closed,
  ),
  sample: {
    subscriptionId: '01926f3a-7c1e-7b54-9d0e-000000000008',
    name: 'call-centre',
    reason: 'gone',
    at: '2026-03-02T10:15:02.000Z',
  },
});
