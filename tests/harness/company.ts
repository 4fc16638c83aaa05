import { type Alert, AlertStream, expectStatus, WebhookReceiver } from '@harken/simulator';
import type { RunningHarken } from './system.ts';

export interface Escalation {
  readonly level: number;
  readonly reason: string;
  readonly clock?: string | null;
  readonly at: string;
  readonly acknowledgedAt?: string | null;
}

export interface Clock {
  readonly clock: string;
  readonly state: 'running' | 'paused' | 'met' | 'breached';
  readonly startedAt: string;
  readonly dueAt: string;
  readonly metAt?: string | null;
  readonly breachedAt?: string | null;
}

export interface Complaint {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly severity: string;
  readonly team: string;
  readonly assignee: string | null;
  readonly clocks: readonly Clock[];
  readonly answers: readonly { outcome: string }[];
  readonly escalations: readonly Escalation[];
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

const seconds = (acknowledge: number, firstResponse: number) => ({
  acknowledge: `PT${acknowledge}S`,
  firstResponse: `PT${firstResponse}S`,
  resolution: 'PT1H',
});

/** A response policy short enough to watch, a team for the handover, a fallback team for the rest. */
export async function furnishCompany(system: RunningHarken, acknowledge = 1, firstResponse = 2): Promise<void> {
  const complaints = system.api('complaints', 'ops');
  const members = ['anna', 'ben', 'chai'].map((id) => ({ id, name: id, role: 'handler' }));
  expectStatus(
    await complaints.put('/v1/teams/after-sales', { name: 'After sales', members, assignment: 'round_robin' }),
    200,
    201,
  );
  expectStatus(
    await complaints.put('/v1/teams/customer-care', { name: 'Customer care', members: [], assignment: 'queue' }),
    200,
    201,
  );
  expectStatus(
    await complaints.put('/v1/routing-rules', {
      rules: [{ id: 'handover', when: { touchpoint: 'handover' }, team: 'after-sales', severity: 'high' }],
      fallbackTeam: 'customer-care',
    }),
    200,
  );
  const target = seconds(acknowledge, firstResponse);
  expectStatus(
    await complaints.put('/v1/response-policy', {
      targets: { critical: target, high: target, normal: target, low: target },
      warnAt: 0.8,
      ladder: [
        { level: 1, after: 'PT0S' },
        { level: 2, after: 'PT1S' },
        { level: 3, after: 'PT2S' },
      ],
      straightToManagement: ['safety', 'legal', 'regulator', 'media', 'top_tier'],
    }),
    200,
  );
}

export interface Listeners {
  readonly webhook: WebhookReceiver;
  readonly stream: AlertStream;
  readonly subscriptionId: string;
  /** What both heard of one subject. */
  heardOf(subject: string): { webhook: readonly Alert[]; stream: readonly Alert[] };
  close(): Promise<void>;
}

/** A call centre that listens by a signed webhook and by SSE. */
export async function listen(
  system: RunningHarken,
  filter: Readonly<Record<string, unknown>> = {},
): Promise<Listeners> {
  const local = system.receiverHost === '127.0.0.1';
  const webhook = await new WebhookReceiver().listen(local ? '127.0.0.1' : '0.0.0.0');
  const { id, secret } = expectStatus(
    await system.api('notifications', 'call_centre').post<{ id: string; secret: string }>('/v1/subscriptions', {
      name: 'call-centre',
      filter,
      delivery: { kind: 'webhook', url: webhook.urlOn(system.receiverHost) },
    }),
    201,
  );
  webhook.trust(secret);
  const url = `${system.serviceUrl('notifications')}/v1/alerts/stream`;
  const stream = await new AlertStream(url, system.keys.call_centre).connect();
  const about = (subject: string) => (alert: Alert) => alert.subject === subject;
  return {
    webhook,
    stream,
    subscriptionId: id,
    heardOf: (subject) => ({
      webhook: webhook.deliveries.map(({ alert }) => alert).filter(about(subject)),
      stream: stream.received.map(({ alert }) => alert).filter(about(subject)),
    }),
    close: async () => {
      await stream.close();
      await webhook.close();
    },
  };
}

export interface Handed {
  readonly id: string;
  readonly customer: string;
  readonly touchpoint?: string;
  readonly category?: string;
  readonly nps?: number;
}

/** A CRM hands over a survey answer as a structured CloudEvent. */
export const surveyEvent = ({ id, customer, touchpoint = 'handover', category = 'defect', nps = 1 }: Handed) => ({
  specversion: '1.0',
  id,
  source: '/crm/surveys',
  type: 'com.acme.feedback.survey-answered',
  time: '2026-03-02T09:15:00Z',
  datacontenttype: 'application/json',
  data: { customer, method: 'survey', touchpoint, category, text: 'The keys did not fit.', answers: { nps } },
});

export const cloudEvent = { 'content-type': 'application/cloudevents+json' } as const;
