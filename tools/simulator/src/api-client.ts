import { Agent, request } from 'undici';

export interface HttpResponse<T = unknown> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: T;
}

export interface Call {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Until the answer begins, and between its parts. */
  readonly timeoutMs?: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** One key against one service: every call comes back as status, headers and parsed body; only the network throws. */
export class ApiClient {
  readonly #url: string;
  readonly #key: string | undefined;
  readonly #agent: Agent;

  constructor(url: string, key?: string, connectTimeoutMs = 10_000) {
    this.#url = url;
    this.#key = key;
    this.#agent = new Agent({ connections: 64, keepAliveTimeout: 20_000, connect: { timeout: connectTimeoutMs } });
  }

  get<T = unknown>(path: string, headers?: Readonly<Record<string, string>>): Promise<HttpResponse<T>> {
    return this.send('GET', path, headers ? { headers } : {});
  }

  put<T = unknown>(
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<HttpResponse<T>> {
    return this.send('PUT', path, { body, headers });
  }

  post<T = unknown>(
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<HttpResponse<T>> {
    return this.send('POST', path, { body, headers });
  }

  /** A string goes as it is, anything else as JSON; no body, no content type. */
  async send<T = unknown>(
    method: string,
    path: string,
    { body, headers = {}, timeoutMs = 60_000 }: Call = {},
  ): Promise<HttpResponse<T>> {
    const response = await request(new URL(path, this.#url), {
      method: method as 'GET',
      dispatcher: this.#agent,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      headers: {
        ...(this.#key ? { authorization: `Bearer ${this.#key}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.body.text();
    const json = /json/.test(String(response.headers['content-type']));
    return { status: response.statusCode, headers: response.headers, body: (json ? JSON.parse(text) : text) as T };
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

/** The body of an answer with the expected status; anything else is an error that shows what came instead. */
export function expectStatus<T>(answer: HttpResponse<T>, ...statuses: readonly number[]): T {
  if (statuses.includes(answer.status)) return answer.body;
  throw new Error(`Expected ${statuses.join(' or ')}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
}

/** Every item of a list, page by page, with whatever reads one page. */
export async function* pagesOf<T>(path: string, read: (path: string) => Promise<Page<T>>): AsyncGenerator<T> {
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = `limit=500${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const page: Page<T> = await read(`${path}${path.includes('?') ? '&' : '?'}${query}`);
    yield* page.items;
    cursor = page.next;
  }
}
