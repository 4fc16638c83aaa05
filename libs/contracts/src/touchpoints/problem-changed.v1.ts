import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, nullable, oneOf, time, uuid } from '../shapes.ts';

export const problemStates = ['suspected', 'confirmed', 'in_progress', 'verifying', 'closed', 'dismissed'] as const;

/** A systemic problem as it stands after the event. */
export const ProblemFacts = Type.Object(
  {
    problemId: uuid(),
    state: oneOf(problemStates),
    version: Type.Integer({ minimum: 1 }),
    /** What its complaints share; null: anything. */
    cell: Type.Object(
      {
        journey: nullable(name()),
        stage: nullable(name()),
        touchpoint: nullable(name()),
        category: nullable(name()),
        product: nullable(name()),
        location: nullable(name()),
        campaign: nullable(name()),
        factor: nullable(name()),
      },
      closed,
    ),
    window: Type.Object({ from: time(), to: time() }, closed),
    observed: Type.Integer({ minimum: 0 }),
    expected: Type.Number({ minimum: 0 }),
    p: Type.Number({ minimum: 0, maximum: 1 }),
    owner: nullable(name()),
    cause: nullable(name(100)),
    dueAt: nullable(time()),
    reopened: Type.Integer({ minimum: 0 }),
  },
  closed,
);

export const ProblemChanged = defineEvent({
  type: 'harken.touchpoints.problem-changed.v1',
  topic: 'touchpoints.events',
  subject: 'problemId',
  summary: 'A systemic problem was suspected or moved on, or complaints were linked to it or left it.',
  schema: Type.Object(
    {
      problem: ProblemFacts,
      change: Type.String({
        description:
          'What happened: suspected, suspected_again, linked, unlinked, told, or the command: confirm, start, verify, close, dismiss, reopen.',
      }),
      complaintsAdded: Type.Array(uuid()),
      complaintsRemoved: Type.Array(uuid()),
      by: name(),
      at: time(),
    },
    closed,
  ),
  sample: {
    problem: {
      problemId: '01926f3a-7c1e-7b54-9d0e-000000000012',
      state: 'suspected',
      version: 1,
      cell: {
        ...{ journey: null, stage: null, touchpoint: 'handover', category: 'defect' },
        ...{ product: null, location: null, campaign: null, factor: null },
      },
      window: { from: '2026-02-26T10:15:02.000Z', to: '2026-03-02T10:15:02.000Z' },
      observed: 23,
      expected: 4.2,
      p: 0.001,
      owner: 'after-sales',
      cause: null,
      dueAt: null,
      reopened: 0,
    },
    change: 'suspected',
    complaintsAdded: ['01926f3a-7c1e-7b54-9d0e-000000000003'],
    complaintsRemoved: [],
    by: 'system',
    at: '2026-03-02T10:15:02.000Z',
  },
});
