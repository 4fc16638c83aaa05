import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Alert } from '@harken/simulator';
import { Webhook } from 'standardwebhooks';

export type Behaviour = 'well' | 'hangs' | 'fails' | 'slow' | 'half';
export type EndpointName = 'good' | 'faulty';

export interface Endpoints {
  behave(name: EndpointName, how: Behaviour): void;
}

const slowMs = 2_000;

/** A receiver of webhooks that verifies what comes, and misbehaves when told to. */
export class Endpoint {
  readonly name: EndpointName;
  /** What did not verify: a service whose clock is wrong signs with a wrong time. */
  refused = 0;
  readonly #onAlert: (alert: Alert) => void;
  readonly #server: Server;
  #webhook: Webhook | undefined;
  #how: Behaviour = 'well';
  #port = 0;

  constructor(name: EndpointName, onAlert: (alert: Alert) => void) {
    this.name = name;
    this.#onAlert = onAlert;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy()); // The sender hung up: it will come again.
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/${this.name}`;
  }

  trust(secret: string): void {
    this.#webhook = new Webhook(secret);
  }

  behave(how: Behaviour): void {
    this.#how = how;
    // Whoever hangs here is let go.
    if (how === 'well') this.#server.closeAllConnections();
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const alert = this.#verified(request, Buffer.concat(chunks).toString('utf8'));
    if (!alert) {
      this.refused += 1;
      response.writeHead(401).end();
      return;
    }
    switch (this.#how) {
      case 'hangs':
        return;
      case 'fails':
        response.writeHead(500).end();
        return;
      case 'half':
        response.writeHead(200, { 'content-length': 1_000 }).write('{"tak');
        response.destroy();
        return;
      case 'slow':
        setTimeout(() => this.#take(alert, response), slowMs).unref();
        return;
      case 'well':
        this.#take(alert, response);
    }
  }

  /** Only what was answered for counts as taken. */
  #take(alert: Alert, response: ServerResponse): void {
    if (response.destroyed) return;
    this.#onAlert(alert);
    response.writeHead(204).end();
  }

  #verified(request: IncomingMessage, body: string): Alert | undefined {
    const header = (name: string): string => String(request.headers[name] ?? '');
    try {
      this.#webhook?.verify(body, {
        'webhook-id': header('webhook-id'),
        'webhook-timestamp': header('webhook-timestamp'),
        'webhook-signature': header('webhook-signature'),
      });
      return this.#webhook && (JSON.parse(body) as Alert);
    } catch {
      return undefined; // Counted as refused.
    }
  }
}
