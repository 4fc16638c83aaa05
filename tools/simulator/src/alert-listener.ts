import { AlertStream } from './alert-stream.ts';
import { type ApiClient, expectStatus } from './api-client.ts';
import { type Alert, WebhookReceiver } from './webhook-receiver.ts';

/** A Harken with keys, however it runs. */
export interface HarkenAccess {
  readonly keys: Readonly<Record<'call_centre', string>>;
  /** Where the services reach this machine; default 127.0.0.1. */
  readonly receiverHost?: string;
  serviceUrl(service: 'notifications'): string;
  api(service: 'notifications', role: 'call_centre'): ApiClient;
}

export interface ListenOptions {
  readonly name?: string;
  readonly filter?: Readonly<Record<string, unknown>>;
  /** Where the services reach this machine. */
  readonly host?: string;
  readonly receiver?: WebhookReceiver;
}

interface Page {
  readonly items: readonly Alert[];
  readonly next: string;
}

/** Call-centre software: a signed webhook, an SSE stream and the cursor. */
export interface AlertListener {
  readonly webhook: WebhookReceiver;
  readonly stream: AlertStream;
  /** What webhook and stream brought about one subject. */
  alertsOf(subject: string): { webhook: readonly Alert[]; stream: readonly Alert[] };
  /** The same alerts once more, read by cursor from where the listener began. */
  readByCursor(): Promise<Alert[]>;
  close(): Promise<void>;
}

/** Where the log of alerts ends now. */
export async function latestCursor(client: ApiClient): Promise<string> {
  return expectStatus(await client.get<Page>('/v1/alerts?after=latest&limit=1'), 200).next;
}

export async function subscribeWebhook(
  client: ApiClient,
  webhook: WebhookReceiver,
  { name = 'call-centre', filter = {}, host = '127.0.0.1' }: ListenOptions = {},
  delivery: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const body = { name, filter, delivery: { kind: 'webhook', url: webhook.urlOn(host), ...delivery } };
  const created = await client.post<{ id: string; secret: string }>('/v1/subscriptions', body);
  const { id, secret } = expectStatus(created, 201);
  webhook.trust(secret);
  return id;
}

export async function listen(system: HarkenAccess, options: ListenOptions = {}): Promise<AlertListener> {
  const { host = system.receiverHost ?? '127.0.0.1', receiver = new WebhookReceiver() } = options;
  const client = system.api('notifications', 'call_centre');
  const start = await latestCursor(client);
  const webhook = await receiver.listen(host === '127.0.0.1' ? host : '0.0.0.0');
  const id = await subscribeWebhook(client, webhook, { ...options, host });
  const stream = await new AlertStream({
    url: () => system.serviceUrl('notifications'),
    key: system.keys.call_centre,
    lastEventId: start,
  }).connect();
  const about = (subject: string) => (alert: Alert) => alert.subject === subject;
  return {
    webhook,
    stream,
    alertsOf: (subject) => ({
      webhook: webhook.deliveries.map(({ alert }) => alert).filter(about(subject)),
      stream: stream.received.map(({ alert }) => alert).filter(about(subject)),
    }),
    readByCursor: () => alertsAfter(client, start),
    close: async () => {
      await stream.close();
      await client.send('DELETE', `/v1/subscriptions/${id}`).catch(() => undefined); // The system may have stopped before.
      await webhook.close();
    },
  };
}

/** Every alert after a cursor, or all. */
export async function alertsAfter(client: ApiClient, start = ''): Promise<Alert[]> {
  const alerts: Alert[] = [];
  for (let after = start; ; ) {
    const query = `limit=500${after && `&after=${encodeURIComponent(after)}`}`;
    const { items, next } = expectStatus(await client.get<Page>(`/v1/alerts?${query}`), 200);
    alerts.push(...items);
    if (items.length === 0 || !next) return alerts;
    after = next;
  }
}
