import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { phase } from '../feedback/interaction-recorded.v1.ts';
import { closed, name, nullable, time } from '../shapes.ts';

export const JourneyPublished = defineEvent({
  type: 'harken.touchpoints.journey-published.v1',
  topic: 'touchpoints.events',
  subject: 'journeyId',
  summary: 'A journey map was published: the whole of it, each touchpoint with its place.',
  schema: Type.Object(
    {
      journeyId: name(),
      name: name(),
      version: Type.Integer({ minimum: 1 }),
      touchpoints: Type.Array(
        Type.Object(
          {
            touchpoint: name(),
            name: name(),
            path: Type.Array(name()),
            stage: name(),
            phase: phase(),
            channel: nullable(name()),
            team: nullable(name()),
          },
          closed,
        ),
      ),
      at: time(),
    },
    closed,
  ),
  sample: {
    journeyId: 'property',
    name: 'Buying a home',
    version: 1,
    touchpoints: [
      {
        touchpoint: 'handover',
        name: 'Handover of the keys',
        path: ['property', 'moving-in', 'handover'],
        stage: 'moving-in',
        phase: 'during',
        channel: 'in_person',
        team: 'after-sales',
      },
    ],
    at: '2026-03-02T10:15:02.000Z',
  },
});
