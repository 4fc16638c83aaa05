import { Type } from 'typebox';
import { closed, name, nullable, oneOf, severity, time, uuid } from '../shapes.ts';

/** An alert of a monitor as it stands after the event, with the evidence that justifies it. */
export const AlertFacts = Type.Object(
  {
    alertId: uuid(),
    monitorId: name(),
    standardId: nullable(name()),
    touchpoint: name(),
    journeyId: nullable(name()),
    stage: nullable(name()),
    team: nullable(name()),
    owner: nullable(name()),
    metric: nullable(name()),
    method: name(),
    severity: severity(),
    since: time(),
    group: Type.String({ minLength: 1, maxLength: 400, description: 'The cause: touchpoint and what fired.' }),
    suppressedBy: nullable(Type.Object({ by: oneOf(['silence', 'problem', 'alert', 'group']), id: name() }, closed)),
    announced: Type.Boolean({ description: 'Whether people were told that it fires.' }),
    evidence: Type.Record(Type.String(), Type.Unknown()),
  },
  closed,
);

export const sampleAlert = {
  alertId: '01926f3a-7c1e-7b54-9d0e-000000000007',
  monitorId: 'handover-nps',
  standardId: 'handover-nps',
  touchpoint: 'handover',
  journeyId: 'property',
  stage: 'handover',
  team: 'after-sales',
  owner: 'wei',
  metric: 'nps',
  method: 'standard',
  severity: 'high' as const,
  since: '2026-03-02T10:15:02.000Z',
  group: 'handover/nps',
  suppressedBy: null,
  announced: true,
  evidence: { n: 40, value: -12.5 },
};
