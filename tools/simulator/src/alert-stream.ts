import { createParser } from 'eventsource-parser';
import { Agent, request } from 'undici';
import type { Alert } from './webhook-receiver.ts';

export interface StreamedAlert {
  readonly id: string;
  readonly event: string;
  readonly alert: Alert;
  readonly receivedAt: number;
}

/** An SSE client that can be dropped and that resumes from the last id it saw, as a call centre's software would. */
export class AlertStream {
  readonly received: StreamedAlert[] = [];
  readonly #url: string;
  readonly #key: string;
  readonly #agent = new Agent({ bodyTimeout: 0, headersTimeout: 30_000 });
  #lastEventId: string | undefined;
  #connection: AbortController | undefined;
  #reading: Promise<void> = Promise.resolve();

  constructor(url: string, key: string, lastEventId?: string) {
    this.#url = url;
    this.#key = key;
    this.#lastEventId = lastEventId;
  }

  get lastEventId(): string | undefined {
    return this.#lastEventId;
  }

  /** Resolves when the server has answered 200; what it sends from then on is in `received`. */
  async connect(): Promise<this> {
    const connection = new AbortController();
    this.#connection = connection;
    const { statusCode, body } = await request(this.#url, {
      dispatcher: this.#agent,
      signal: connection.signal,
      headers: {
        authorization: `Bearer ${this.#key}`,
        accept: 'text/event-stream',
        ...(this.#lastEventId ? { 'last-event-id': this.#lastEventId } : {}),
      },
    });
    if (statusCode !== 200) throw new Error(`The stream answered ${statusCode}: ${await body.text()}`);
    this.#reading = this.#read(body, connection.signal);
    return this;
  }

  /** Drops the connection in the middle of whatever is under way. */
  async drop(): Promise<void> {
    this.#connection?.abort();
    await this.#reading;
  }

  async close(): Promise<void> {
    await this.drop();
    await this.#agent.close();
  }

  async #read(body: AsyncIterable<Buffer>, dropped: AbortSignal): Promise<void> {
    const parser = createParser({
      onEvent: ({ id, event, data }) => {
        if (id === undefined) return;
        this.#lastEventId = id;
        const receivedAt = performance.timeOrigin + performance.now();
        this.received.push({ id, event: event ?? 'message', alert: JSON.parse(data) as Alert, receivedAt });
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
