import { Agent, request } from 'undici';

export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: T;
}

export interface Call {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One key against one service: every call comes back as status, headers and parsed body; only the network throws. */
export class ApiClient {
  readonly #url: string;
  readonly #key: string | undefined;
  readonly #agent = new Agent({ connections: 32, keepAliveTimeout: 30_000, headersTimeout: 60_000 });

  constructor(url: string, key?: string) {
    this.#url = url;
    this.#key = key;
  }

  get<T = unknown>(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer<T>> {
    return this.send('GET', path, headers ? { headers } : {});
  }

  put<T = unknown>(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer<T>> {
    return this.send('PUT', path, { body, headers });
  }

  post<T = unknown>(path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer<T>> {
    return this.send('POST', path, { body, headers });
  }

  /** A string goes as it is, anything else as JSON; no body, no content type. */
  async send<T = unknown>(method: string, path: string, { body, headers = {} }: Call = {}): Promise<Answer<T>> {
    const response = await request(new URL(path, this.#url), {
      method: method as 'GET',
      dispatcher: this.#agent,
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

  close(): Promise<void> {
    return this.#agent.close();
  }
}

/** The body of an answer with the expected status; anything else is an error that shows what came instead. */
export function expectStatus<T>(answer: Answer<T>, ...statuses: readonly number[]): T {
  if (statuses.includes(answer.status)) return answer.body;
  throw new Error(`Expected ${statuses.join(' or ')}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
}
