/** One act of a handler or a manager on a complaint. */
export interface Act {
  /** After the act before; the first after the complaint was seen to be open. */
  readonly afterMs: number;
  readonly command: string;
  readonly role: 'handler' | 'manager';
  readonly body: Readonly<Record<string, unknown>>;
  /** Reads the complaint first and sends its version along. */
  readonly ifMatch?: boolean;
}

const act = (afterMs: number, command: string, body: object = {}, ifMatch = false): Act => ({
  afterMs,
  command,
  role: 'handler',
  body: { onBehalfOf: 'anna', ...body },
  ifMatch,
});

const answer = { outcome: 'upheld', reasons: ['keys'], channel: 'email', text: 'New keys are on their way.' };

/** What handlers do with a complaint. `left`: nothing, so that it escalates to the top. */
export const scenarios: Readonly<Record<string, readonly Act[]>> = {
  left: [],
  acknowledged: [act(1_000, 'acknowledge')],
  prompt: [
    act(300, 'acknowledge', {}, true),
    act(700, 'answer', answer),
    act(300, 'resolve', {}, true),
    act(300, 'close'),
  ],
  late: [act(9_000, 'answer', answer, true), act(500, 'resolve')],
  rejected: [act(2_000, 'reject', { reasons: ['warranty'], channel: 'email', text: 'It is out of warranty.' })],
  withdrawn: [act(3_000, 'withdraw', { reason: 'asked for' }, true)],
  reopened: [
    act(500, 'answer', answer),
    act(300, 'resolve'),
    act(1_500, 'reopen', { reason: 'it did not hold' }, true),
    act(1_500, 'answer', answer),
    act(300, 'resolve'),
    act(300, 'close'),
  ],
  worked: [
    act(500, 'investigate'),
    act(500, 'wait-for-customer', {}, true),
    act(1_000, 'resume'),
    act(500, 'change-severity', { severity: 'high' }),
    act(1_000, 'answer', answer, true),
    act(500, 'resolve'),
  ],
  managed: [
    { afterMs: 6_500, command: 'escalations/1/take-over', role: 'manager', body: { onBehalfOf: 'mara' } },
    act(1_000, 'answer', answer),
  ],
};

export const scenarioNames = Object.keys(scenarios);

/** The one event on the log that a command gives, each time it is done. Not there: it gives any number. */
export const eventTypes: Readonly<Record<string, string>> = {
  acknowledge: 'harken.complaints.complaint-acknowledged.v1',
  investigate: 'harken.complaints.complaint-status-changed.v1',
  'wait-for-customer': 'harken.complaints.complaint-status-changed.v1',
  resume: 'harken.complaints.complaint-status-changed.v1',
  'change-severity': 'harken.complaints.complaint-severity-changed.v1',
  answer: 'harken.complaints.complaint-answered.v1',
  resolve: 'harken.complaints.complaint-resolved.v1',
  close: 'harken.complaints.complaint-closed.v1',
  reject: 'harken.complaints.complaint-rejected.v1',
  withdraw: 'harken.complaints.complaint-withdrawn.v1',
  reopen: 'harken.complaints.complaint-reopened.v1',
};
