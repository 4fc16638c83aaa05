import { type ClientRequest, get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Alert } from '../alert.ts';

export interface StreamEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** A client of server-sent events that keeps everything it saw. */
export class Stream {
  readonly events: StreamEvent[] = [];
  headers: IncomingHttpHeaders = {};
  comments = 0;
  retryMs = 0;
  lastEventId = '';
  openedAt = '';
  ended = false;
  #request: ClientRequest | undefined;
  #rest = '';

  constructor(
    private readonly url: string,
    private readonly key: string,
    private readonly from?: string,
  ) {}

  get alerts(): Alert[] {
    return this.events.filter(({ event }) => event !== 'harken.notifications.gap').map(({ data }) => JSON.parse(data));
  }

  /** Resolves when the first frame has come. */
  connect(): Promise<this> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${this.key}`, ...(this.from ? { 'last-event-id': this.from } : {}) };
      this.#request = get(this.url, { headers, agent: false }, (response) => {
        this.headers = response.headers;
        if (response.statusCode !== 200) return reject(new Error(`the stream gave ${response.statusCode}`));
        this.#read(response, () => resolve(this));
      });
      this.#request.on('error', reject);
    });
  }

  async close(): Promise<void> {
    this.#request?.destroy();
  }

  #read(response: IncomingMessage, opened: () => void): void {
    response.setEncoding('utf8').on('data', (chunk: string) => {
      const frames = (this.#rest + chunk).split('\n\n');
      this.#rest = frames.pop() ?? '';
      for (const frame of frames) this.#take(frame);
      if (frames.length > 0) opened();
    });
    response.on('close', () => {
      this.ended = true;
    });
    response.on('error', () => undefined);
  }

  #take(frame: string): void {
    const fields = frame.split('\n').map((line) => /^(\w*): ?(.*)$/.exec(line)?.slice(1) ?? []);
    const of = (name: string) => fields.find(([field]) => field === name)?.[1];
    if (frame.startsWith(':')) this.comments += 1;
    this.lastEventId = of('id') ?? this.lastEventId;
    this.retryMs = Number(of('retry') ?? this.retryMs);
    this.openedAt ||= this.lastEventId;
    const data = of('data');
    if (data !== undefined) this.events.push({ id: this.lastEventId, event: of('event') ?? '', data });
  }
}
