import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Alert {
  readonly id: string;
  readonly type: string;
  readonly severity: string;
  readonly at: string;
  readonly subject: string;
  readonly summary: string;
  readonly links: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Delivery {
  readonly webhookId: string;
  readonly alert: Alert;
  readonly traceparent: string | undefined;
  readonly receivedAt: number;
}

/** A call centre's endpoint: takes what verifies by Standard Webhooks, refuses the rest, remembers both. */
export class WebhookReceiver {
  readonly deliveries: Delivery[] = [];
  readonly refused: string[] = [];
  /** What to answer; tests set it to 500 or 410 to see what the sender does. */
  answer: (delivery: Delivery) => number = () => 204;
  #webhook: Webhook | undefined;
  readonly #server: Server;
  #port = 0;

  constructor() {
    this.#server = createServer((request, response) => {
      this.#take(request).then(
        (status) => response.writeHead(status).end(),
        (error: unknown) => {
          this.refused.push(String(error));
          response.writeHead(401).end();
        },
      );
    });
  }

  async listen(host = '127.0.0.1'): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, host, resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  urlOn(host = '127.0.0.1'): string {
    return `http://${host}:${this.#port}/alerts`;
  }

  /** The `whsec_...` that the subscription showed once. */
  trust(secret: string): void {
    this.#webhook = new Webhook(secret);
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #take(request: IncomingMessage): Promise<number> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const header = (name: string): string => String(request.headers[name] ?? '');
    if (!this.#webhook) throw new Error('no secret is trusted yet');
    this.#webhook.verify(body, {
      'webhook-id': header('webhook-id'),
      'webhook-timestamp': header('webhook-timestamp'),
      'webhook-signature': header('webhook-signature'),
    });
    const delivery: Delivery = {
      webhookId: header('webhook-id'),
      alert: JSON.parse(body) as Alert,
      traceparent: header('traceparent') || undefined,
      receivedAt: performance.timeOrigin + performance.now(),
    };
    this.deliveries.push(delivery);
    return this.answer(delivery);
  }
}
