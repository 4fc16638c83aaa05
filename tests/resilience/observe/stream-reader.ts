import { setTimeout as pause } from 'node:timers/promises';
import type { Alert } from '@harken/simulator';
import { createParser } from 'eventsource-parser';
import { Agent, request } from 'undici';

/** An SSE client that comes back with the last id it saw, however often it is cut off. */
export class StreamReader {
  readonly #url: () => string;
  readonly #key: string;
  readonly #onAlert: (alert: Alert) => void;
  readonly #agent = new Agent({ bodyTimeout: 40_000, headersTimeout: 8_000, connect: { timeout: 2_000 } });
  #lastEventId: string;
  #running = true;
  #connection: AbortController | undefined;
  #loop: Promise<void> | undefined;
  connections = 0;
  alerts = 0;
  gaps = 0;

  constructor(url: () => string, key: string, from: string, onAlert: (alert: Alert) => void) {
    this.#url = url;
    this.#key = key;
    this.#lastEventId = from;
    this.#onAlert = onAlert;
  }

  start(): void {
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#connection?.abort();
    await this.#loop;
    await this.#agent.destroy();
  }

  async #run(): Promise<void> {
    while (this.#running) {
      // Whatever ended the connection: the next one goes on where this one was.
      await this.#connect().catch(() => undefined);
      if (this.#running) await pause(200);
    }
  }

  async #connect(): Promise<void> {
    this.#connection = new AbortController();
    const { statusCode, body } = await request(`${this.#url()}/v1/alerts/stream`, {
      dispatcher: this.#agent,
      signal: this.#connection.signal,
      headers: {
        authorization: `Bearer ${this.#key}`,
        accept: 'text/event-stream',
        'last-event-id': this.#lastEventId,
      },
    });
    if (statusCode !== 200) return void (await body.text());
    this.connections += 1;
    const decoder = new TextDecoder();
    const parser = createParser({
      onEvent: ({ id, event, data }) => {
        if (event === 'harken.notifications.gap') this.gaps += 1;
        if (id === undefined) return;
        this.#lastEventId = id;
        this.alerts += 1;
        this.#onAlert(JSON.parse(data) as Alert);
      },
    });
    for await (const chunk of body) parser.feed(decoder.decode(chunk as Buffer, { stream: true }));
  }
}
