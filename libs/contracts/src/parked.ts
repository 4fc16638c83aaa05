import { Type } from 'typebox';
import { defineEvent } from './event-contract.ts';
import { closed, nullable, time, uuid } from './shapes.ts';
import type { ServiceName } from './topics.ts';

/** On `<service>.parked`: where the event that could not be worked lies in the log, never what is in it. */
export const eventParked = (service: ServiceName) =>
  defineEvent({
    type: `harken.${service}.event-parked.v1`,
    topic: `${service}.parked`,
    subject: 'key of the parked event',
    summary: `An event was refused by ${service}, kept failing, or came after one of its key that did. It waits to be replayed or discarded.`,
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
        parkedAt: time(),
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
      parkedAt: '2026-03-02T09:15:02.000Z',
    },
  });
