import { setTimeout as delay } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';
import { Agent, request } from 'undici';
import type { Alert } from './webhook-receiver.ts';

export interface StreamedAlert {
  readonly id: string;
  readonly event: string;
  readonly alert: Alert;
  readonly receivedAt: number;
}

export interface AlertStreamOptions {
  /** Asked before each connection. */
  readonly url: () => string;
  readonly key: string;
  readonly lastEventId?: string | undefined;
  /** Default: keeps it in `received`. */
  readonly onAlert?: (alert: StreamedAlert) => void;
}

/** An SSE client that can be dropped and that resumes from the last id it saw, as a call centre's software would. */
export class AlertStream {
  readonly received: StreamedAlert[] = [];
  connections = 0;
  lastEventId: string | undefined;
  readonly #url: () => string;
  readonly #key: string;
  readonly #onAlert: (alert: StreamedAlert) => void;
  // The service sends a sign of life at least every 15 s.
  readonly #agent = new Agent({ bodyTimeout: 40_000, headersTimeout: 8_000, connect: { timeout: 2_000 } });
  #connection: AbortController | undefined;
  #reading: Promise<void> = Promise.resolve();
  #following = false;

  constructor({ url, key, lastEventId, onAlert }: AlertStreamOptions) {
    this.#url = url;
    this.#key = key;
    this.lastEventId = lastEventId;
    this.#onAlert = onAlert ?? ((alert) => void this.received.push(alert));
  }

  /** Resolves when the server has answered 200. */
  async connect(): Promise<this> {
    const connection = new AbortController();
    this.#connection = connection;
    const { statusCode, body } = await request(`${this.#url()}/v1/alerts/stream`, {
      dispatcher: this.#agent,
      signal: connection.signal,
      headers: {
        authorization: `Bearer ${this.#key}`,
        accept: 'text/event-stream',
        ...(this.lastEventId ? { 'last-event-id': this.lastEventId } : {}),
      },
    });
    if (statusCode !== 200) throw new Error(`The stream answered ${statusCode}: ${await body.text()}`);
    this.connections += 1;
    this.#reading = this.#read(body, connection.signal);
    return this;
  }

  /** Connects, and again whenever the connection ends, until `close`. */
  async follow(): Promise<void> {
    this.#following = true;
    while (this.#following) {
      await this.connect()
        .then(() => this.#reading)
        .catch(() => undefined); // The next connection resumes where this one ended.
      if (this.#following) await delay(200);
    }
  }

  /** Drops the connection in the middle of whatever is under way. */
  async drop(): Promise<void> {
    this.#connection?.abort();
    await this.#reading;
  }

  async close(): Promise<void> {
    this.#following = false;
    await this.drop().catch(() => undefined);
    await this.#agent.destroy();
  }

  async #read(body: AsyncIterable<Buffer>, dropped: AbortSignal): Promise<void> {
    const parser = createParser({
      onEvent: ({ id, event, data }) => {
        if (id === undefined) return;
        this.lastEventId = id;
        const receivedAt = performance.timeOrigin + performance.now();
        this.#onAlert({ id, event: event ?? 'message', alert: JSON.parse(data) as Alert, receivedAt });
      },
    });
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body) parser.feed(decoder.decode(chunk, { stream: true }));
    } catch (error) {
      if (!dropped.aborted) throw error;
    }
  }
}
