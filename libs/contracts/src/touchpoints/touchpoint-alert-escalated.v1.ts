import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, nullable, time } from '../shapes.ts';
import { AlertFacts, sampleAlert } from './alert-facts.ts';

export const TouchpointAlertEscalated = defineEvent({
  type: 'harken.touchpoints.touchpoint-alert-escalated.v1',
  topic: 'touchpoints.events',
  subject: 'alertId',
  summary: 'Nobody acknowledged the alert in time: it goes to the deputy of its owner, null where nobody stands in.',
  schema: Type.Object({ alert: AlertFacts, to: nullable(name()), at: time() }, closed),
  sample: { alert: sampleAlert, to: 'ben', at: '2026-03-02T10:15:02.000Z' },
});
