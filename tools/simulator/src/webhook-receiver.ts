import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
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

/** A call centre's endpoint: takes what verifies by Standard Webhooks, refuses the rest. */
export class WebhookReceiver {
  readonly deliveries: Delivery[] = [];
  /** What did not verify. */
  readonly refused: string[] = [];
  readonly #respond: (delivery: Delivery, response: ServerResponse) => void;
  readonly #server: Server;
  #webhook: Webhook | undefined;
  #port = 0;

  /** By default it keeps each delivery in `deliveries` and answers 204. */
  constructor(respond?: (delivery: Delivery, response: ServerResponse) => void) {
    this.#respond =
      respond ??
      ((delivery, response) => {
        this.deliveries.push(delivery);
        response.writeHead(204).end();
      });
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy()); // The sender hung up: it will come again.
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

  closeConnections(): void {
    this.#server.closeAllConnections();
  }

  close(): Promise<void> {
    this.closeConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const header = (name: string): string => String(request.headers[name] ?? '');
    try {
      if (!this.#webhook) throw new Error('no secret is trusted yet');
      this.#webhook.verify(body, {
        'webhook-id': header('webhook-id'),
        'webhook-timestamp': header('webhook-timestamp'),
        'webhook-signature': header('webhook-signature'),
      });
    } catch (error) {
      this.refused.push(String(error));
      response.writeHead(401).end();
      return;
    }
    const delivery: Delivery = {
      webhookId: header('webhook-id'),
      alert: JSON.parse(body) as Alert,
      traceparent: header('traceparent') || undefined,
      receivedAt: performance.timeOrigin + performance.now(),
    };
    this.#respond(delivery, response);
  }
}
