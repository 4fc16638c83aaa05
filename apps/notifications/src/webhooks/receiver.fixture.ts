import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Alert } from '../alerts/alert.ts';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly alert: Alert;
  readonly at: number;
}

export type Respond = (response: ServerResponse, request: Received, nth: number) => void;

/** A real endpoint on loopback. It answers 204 by default. */
export class Receiver {
  readonly received: Received[] = [];
  respond: Respond = (response) => void response.writeHead(204).end();
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
      const { url: path = '', headers } = request;
      const received = { path, headers, body, alert: body ? JSON.parse(body) : undefined, at: performance.now() };
      this.received.push(received);
      this.respond(response, received, this.received.length);
    });
  }

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((done) => receiver.#server.listen(0, '127.0.0.1', done));
    return receiver;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  url(path = '/hook'): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  /** Throws when the signature does not fit. */
  verify(nth: number, secret: string): unknown {
    const { body, headers } = this.received[nth] ?? { body: '', headers: {} };
    return new Webhook(secret).verify(body, headers as Record<string, string>);
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((done) => this.#server.close(() => done()));
  }
}
