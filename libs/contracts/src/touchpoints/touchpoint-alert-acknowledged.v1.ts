import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, time } from '../shapes.ts';
import { AlertFacts, sampleAlert } from './alert-facts.ts';

export const TouchpointAlertAcknowledged = defineEvent({
  type: 'harken.touchpoints.touchpoint-alert-acknowledged.v1',
  topic: 'touchpoints.events',
  subject: 'alertId',
  summary: 'A person has seen the alert.',
  schema: Type.Object({ alert: AlertFacts, by: name(), at: time() }, closed),
  sample: { alert: sampleAlert, by: 'anna', at: '2026-03-02T10:15:02.000Z' },
});
