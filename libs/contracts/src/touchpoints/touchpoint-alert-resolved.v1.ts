import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, time } from '../shapes.ts';
import { AlertFacts, sampleAlert } from './alert-facts.ts';

export const TouchpointAlertResolved = defineEvent({
  type: 'harken.touchpoints.touchpoint-alert-resolved.v1',
  topic: 'touchpoints.events',
  subject: 'alertId',
  summary: 'The touchpoint is back within its standard.',
  schema: Type.Object({ alert: AlertFacts, at: time() }, closed),
  sample: { alert: sampleAlert, at: '2026-03-02T10:15:02.000Z' },
});
