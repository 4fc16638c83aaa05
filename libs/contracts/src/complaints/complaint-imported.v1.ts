import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, nullable, oneOf, time, uuid } from '../shapes.ts';
import { ComplaintFacts, clockName, outcome, sampleComplaint } from './complaint-facts.ts';

const answeredAt = '2016-03-04T10:15:02.000Z';
const endedAt = '2016-03-09T10:15:02.000Z';

export const ComplaintImported = defineEvent({
  type: 'harken.complaints.complaint-imported.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary:
    'A complaint of before was taken over from another system with all its times. It is history: it counts in the figures of its own time and alarms nobody.',
  schema: Type.Object(
    {
      complaint: ComplaintFacts,
      history: Type.Literal(true),
      importId: name(),
      language: nullable(Type.String({ maxLength: 35 })),
      occurredAt: time(),
      acknowledgedAt: nullable(time()),
      /** The first answer. A withdrawal is none. */
      answeredAt: nullable(time()),
      /** Resolved, rejected or withdrawn: the status says which. */
      endedAt: nullable(time()),
      closedAt: nullable(time()),
      answers: Type.Array(
        Type.Object(
          {
            answerId: uuid(),
            kind: oneOf(['answer', 'rejection', 'withdrawal']),
            outcome: nullable(outcome()),
            channel: name(),
            by: name(),
            at: time(),
          },
          closed,
        ),
      ),
      messages: Type.Array(
        Type.Object(
          {
            messageId: uuid(),
            direction: oneOf(['in', 'out']),
            channel: name(),
            attachments: Type.Integer({ minimum: 0 }),
            by: name(),
            at: time(),
          },
          closed,
        ),
      ),
      escalations: Type.Array(
        Type.Object(
          {
            escalationId: uuid(),
            level: Type.Integer({ minimum: 1, maximum: 9 }),
            reason: name(),
            clock: nullable(clockName()),
            at: time(),
          },
          closed,
        ),
      ),
      /** The deadlines that an open complaint has missed under the policy in force. */
      breaches: Type.Array(Type.Object({ clock: clockName(), dueAt: time() }, closed)),
      by: name(),
      at: time(),
    },
    closed,
  ),
  sample: {
    complaint: {
      ...sampleComplaint,
      version: 1,
      feedbackId: null,
      status: 'closed' as const,
      openedAt: '2016-03-02T09:15:02.000Z',
    },
    history: true as const,
    importId: 'crm-2016',
    language: 'en',
    occurredAt: '2016-03-02T09:15:02.000Z',
    acknowledgedAt: '2016-03-02T11:15:02.000Z',
    answeredAt,
    endedAt,
    closedAt: endedAt,
    answers: [
      {
        answerId: '01926f3a-7c1e-7b54-9d0e-000000000004',
        kind: 'answer' as const,
        outcome: 'upheld' as const,
        channel: 'email',
        by: 'anna',
        at: answeredAt,
      },
    ],
    messages: [
      {
        messageId: '01926f3a-7c1e-7b54-9d0e-000000000006',
        direction: 'in' as const,
        channel: 'email',
        attachments: 0,
        by: 'acme',
        at: '2016-03-03T10:15:02.000Z',
      },
    ],
    escalations: [
      {
        escalationId: '01926f3a-7c1e-7b54-9d0e-000000000007',
        level: 1,
        reason: 'breach',
        clock: null,
        at: '2016-03-03T12:15:02.000Z',
      },
    ],
    breaches: [],
    by: 'acme',
    at: '2026-03-02T10:15:02.000Z',
  },
});
