import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, oneOf, time } from '../shapes.ts';
import { AlertFacts, sampleAlert } from './alert-facts.ts';

export const TouchpointAlertFired = defineEvent({
  type: 'harken.touchpoints.touchpoint-alert-fired.v1',
  topic: 'touchpoints.events',
  subject: 'alertId',
  summary:
    'A monitor found a touchpoint outside its standard or silent. It comes again when what suppressed the alert has ended, ' +
    'and to repeat it. Nobody is to be told while `suppressedBy` is not null.',
  schema: Type.Object(
    { alert: AlertFacts, why: oneOf(['fired', 'no_longer_suppressed', 'repeated']), at: time() },
    closed,
  ),
  sample: { alert: sampleAlert, why: 'fired', at: '2026-03-02T10:15:02.000Z' },
});
