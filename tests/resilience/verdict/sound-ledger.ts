import { Ledger } from '../ledger/ledger.ts';
import type { Channel, LogRow } from '../ledger/rows.ts';

const start = Date.parse('2026-03-02T09:00:00.000Z');
const at = (ms: number): string => new Date(start + ms).toISOString();

/** A small run in which everything went well: a complaint that was acknowledged a second too late, and an interaction. */
export function soundLedger(): Ledger {
  const ledger = new Ledger();
  const place = { customer: 'c-1', touchpoint: 'handover' };
  const feedback = ledger.request({ kind: 'feedback', service: 'feedback', target: '/v1/feedback', key: 'k-1' }, [
    { ...place, sourceId: 'f-1', kind: 'feedback', nps: 1, complaint: true },
  ]);
  // The answer was asked for twice.
  for (const n of [1, 2]) {
    ledger.attempt(feedback, { n, sentAt: start, endedAt: start + 5, status: 201, answer: 'taken' });
    ledger.accepted('f-1', 'record-1', start + 5, 'certain');
  }
  const interaction = ledger.request({ kind: 'interaction', service: 'feedback', target: '/v1/interactions' }, [
    { ...place, sourceId: 'i-1', kind: 'interaction', complaint: false },
  ]);
  ledger.attempt(interaction, { n: 1, sentAt: start, endedAt: start + 5, status: 503, retryAfter: '1' });
  ledger.attempt(interaction, { n: 2, sentAt: start + 9, endedAt: start + 9, status: 201, answer: 'noted' });
  ledger.accepted('i-1', 'record-2', start + 9);
  acknowledge(ledger);
  publish(ledger);
  readAll(ledger);
  ledger.fault({ n: 1, kind: 'kill-service', target: 'feedback', described: 'kill -9', startedAt: 1, endedAt: 2 });
  ledger.note('drained_ms', 900);
  ledger.note('ladder', '[{"level":1,"afterMs":0},{"level":2,"afterMs":2000}]');
  return ledger;
}

/** Nobody knew what became of the first sending. */
function acknowledge(ledger: Ledger): void {
  const request = { kind: 'command', service: 'complaints', complaint: 'complaint-1', command: 'acknowledge' } as const;
  const id = ledger.request({ ...request, target: '/v1/complaints/complaint-1/acknowledge', key: 'k-2' });
  ledger.attempt(id, { n: 1, sentAt: start + 5_000, endedAt: start + 5_001, code: 'ECONNRESET' });
  ledger.attempt(id, {
    n: 2,
    sentAt: start + 5_100,
    endedAt: start + 5_110,
    status: 200,
    answer: 'done',
    repeated: true,
  });
}

const channels: readonly Channel[] = ['good', 'faulty', 'stream', 'cursor'];

function publish(ledger: Ledger): void {
  const common = { partition: 0, seenAt: start };
  let offset = 0;
  const seen = (row: Pick<LogRow, 'eventId' | 'topic' | 'type' | 'subject'> & Partial<LogRow>) =>
    ledger.seen({ ...common, offset: offset++, ...row });
  const received = { topic: 'feedback.events', type: 'harken.feedback.feedback-received.v1' };
  seen({ ...received, eventId: 'event-f', subject: 'record-1', ref: 'f-1' });
  seen({ ...received, eventId: 'event-i', subject: 'record-2', ref: 'i-1' });
  const events = [
    { name: 'opened' },
    { name: 'clock-breached', clock: 'acknowledge' },
    { name: 'escalated', clock: 'acknowledge', level: 1, escalationId: 'escalation-1' },
    { name: 'acknowledged' },
    { name: 'clock-met', clock: 'acknowledge', late: true },
  ];
  for (const [index, { name, ...facts }] of events.entries()) {
    const of = { subject: 'complaint-1', type: `harken.complaints.complaint-${name}.v1`, version: index + 1 };
    const eventId = `event-${index + 1}`;
    const rest = { cycle: 1, ref: 'record-1', facts: JSON.stringify({ touchpoint: 'handover', ...facts }) };
    seen({ ...of, ...rest, eventId, topic: 'complaints.events' });
    for (const channel of channels) ledger.alert({ ...of, channel, alertId: eventId, seenAt: start });
  }
}

function readAll(ledger: Ledger): void {
  ledger.record('record-1', 'f-1');
  const body = {
    ...{ id: 'complaint-1', status: 'acknowledged', cycle: 1, flags: [] },
    ...{ acknowledgedAt: at(5_000), answeredAt: null },
    clocks: [
      { clock: 'acknowledge', cycle: 1, state: 'breached', dueAt: at(4_000), breachedAt: at(4_000), metAt: at(5_000) },
      { clock: 'first_response', cycle: 1, state: 'running', dueAt: at(6_000) },
      { clock: 'resolution', cycle: 1, state: 'running', dueAt: at(90_000) },
    ],
    escalations: [{ level: 1, clock: 'acknowledge', cycle: 1, at: at(4_050), reason: 'breach' }],
  };
  ledger.complaint({
    ...{ id: 'complaint-1', feedbackId: 'record-1', status: 'acknowledged', version: 5, cycle: 1 },
    ...{ touchpoint: 'handover', readAt: start + 7_000, body: JSON.stringify(body) },
  });
  const said = {
    ...{ 'scores nps handover n': 1, 'scores nps handover value': -100, 'touchpoint handover nps n': 1 },
    ...{ 'complaints handover opened': 1, 'complaints handover open': 1, 'complaints handover closed': 0 },
    ...{ 'complaints handover acknowledge breached': 1, 'complaints handover level 1': 1 },
    ...{ 'timeline c-1 feedback': 1, 'timeline c-1 interaction': 1 },
  };
  for (const [name, value] of Object.entries(said)) ledger.figure(name, value);
}
