import { AlertStream } from '../alert-stream.ts';
import { expectStatus } from '../api-client.ts';
import { type Alert, WebhookReceiver } from '../webhook-receiver.ts';
import type { RunningSystem } from './running-system.ts';

export interface Ear {
  readonly webhook: WebhookReceiver;
  readonly stream: AlertStream;
  /** The same alerts once more, read by cursor from where the run began. */
  pulled(): Promise<Alert[]>;
  close(): Promise<void>;
}

interface Page {
  readonly items: readonly Alert[];
  readonly next: string | null;
}

/** Listens as call-centre software does: a signed webhook, an SSE stream and the cursor. */
export async function listen(system: RunningSystem, name: string, host = '127.0.0.1'): Promise<Ear> {
  const client = system.api('notifications', 'call_centre');
  const start = await lastCursor(system);
  const webhook = await new WebhookReceiver().listen(host === '127.0.0.1' ? host : '0.0.0.0');
  const { id, secret } = expectStatus(
    await client.post<{ id: string; secret: string }>('/v1/subscriptions', {
      name,
      filter: {},
      delivery: { kind: 'webhook', url: webhook.urlOn(host) },
    }),
    201,
  );
  webhook.trust(secret);
  const stream = await new AlertStream(
    `${system.urls.notifications}/v1/alerts/stream`,
    system.keys.call_centre,
    start,
  ).connect();
  return {
    webhook,
    stream,
    pulled: async () => {
      const alerts: Alert[] = [];
      let after = start;
      for (;;) {
        const query = `limit=500${after ? `&after=${encodeURIComponent(after)}` : ''}`;
        const page = expectStatus(await client.get<Page>(`/v1/alerts?${query}`), 200);
        alerts.push(...page.items);
        if (page.items.length === 0 || page.next === null) return alerts;
        after = page.next;
      }
    },
    close: async () => {
      await stream.close();
      await client.send('DELETE', `/v1/subscriptions/${id}`);
      await webhook.close();
    },
  };
}

/** The end of the log before the run. */
async function lastCursor(system: RunningSystem): Promise<string | undefined> {
  const client = system.api('notifications', 'call_centre');
  let after: string | undefined;
  for (;;) {
    const query = `limit=500${after ? `&after=${encodeURIComponent(after)}` : ''}`;
    const { items, next } = expectStatus(await client.get<Page>(`/v1/alerts?${query}`), 200);
    if (items.length === 0 || next === null) return after;
    after = next;
  }
}
