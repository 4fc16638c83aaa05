import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, time } from '../shapes.ts';
import { AlertFacts, sampleAlert } from './alert-facts.ts';

export const TouchpointAlertFired = defineEvent({
  type: 'harken.touchpoints.touchpoint-alert-fired.v1',
  topic: 'touchpoints.events',
  subject: 'alertId',
  summary: 'A monitor found a touchpoint outside its standard or silent.',
  schema: Type.Object({ alert: AlertFacts, at: time() }, closed),
  sample: { alert: sampleAlert, at: '2026-03-02T10:15:02.000Z' },
});
