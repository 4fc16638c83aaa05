import type { ServerResponse } from 'node:http';
import { type Alert, WebhookReceiver } from '@harken/simulator';

export type Behaviour = 'well' | 'hangs' | 'fails' | 'slow' | 'half';
export type EndpointName = 'good' | 'faulty';

export interface Endpoints {
  behave(name: EndpointName, how: Behaviour): void;
}

const slowMs = 2_000;

/** A receiver of webhooks that misbehaves on command. Only what it answers for counts as taken. */
export class Endpoint {
  readonly receiver: WebhookReceiver;
  readonly #onAlert: (alert: Alert) => void;
  #how: Behaviour = 'well';

  constructor(onAlert: (alert: Alert) => void) {
    this.#onAlert = onAlert;
    this.receiver = new WebhookReceiver(({ alert }, response) => this.#respond(alert, response));
  }

  behave(how: Behaviour): void {
    this.#how = how;
    // Ends the requests that hang.
    if (how === 'well') this.receiver.closeConnections();
  }

  #respond(alert: Alert, response: ServerResponse): void {
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

  #take(alert: Alert, response: ServerResponse): void {
    if (response.destroyed) return;
    this.#onAlert(alert);
    response.writeHead(204).end();
  }
}
