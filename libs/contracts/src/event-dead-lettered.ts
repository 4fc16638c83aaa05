import { Type } from 'typebox';
import { defineEvent } from './event-contract.ts';
import { closed, nullable, time, uuid } from './shapes.ts';
import type { ServiceName } from './topics.ts';

/** On `<service>.dead-letters`: the position of the failed event in its topic, never its content. */
export const eventDeadLettered = (service: ServiceName) =>
  defineEvent({
    type: `harken.${service}.event-dead-lettered.v1`,
    topic: `${service}.dead-letters`,
    subject: 'key of the dead letter',
    summary: `${service} could not process an event, or an earlier event of its key is a dead letter. It can be replayed or discarded.`,
    schema: Type.Object(
      {
        topic: Type.String(),
        partition: Type.Integer({ minimum: 0 }),
        offset: Type.String(),
        key: nullable(Type.String()),
        eventId: nullable(uuid()),
        type: nullable(Type.String()),
        errorCode: Type.String(),
        tries: Type.Integer({ minimum: 0 }),
        deadLetteredAt: time(),
      },
      closed,
    ),
    sample: {
      topic: 'feedback.events',
      partition: 4,
      offset: '1031',
      key: '01926f3a-7c1e-7b54-9d0e-000000000002',
      eventId: '01926f3a-7c1e-7b54-9d0e-00000000000a',
      type: 'harken.feedback.feedback-received.v1',
      errorCode: 'event.schema-broken',
      tries: 1,
      deadLetteredAt: '2026-03-02T09:15:02.000Z',
    },
  });
