import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '@harken/contracts';
import type { Role } from '@harken/stack';
import { Pool } from 'undici';
import type { Ledger } from '../ledger/ledger.ts';
import type { Item, Request } from '../ledger/rows.ts';

export interface Sent {
  readonly service: ServiceName;
  readonly role: Role;
  readonly path: string;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

export interface Addresses {
  readonly keys: Readonly<Record<Role, string>>;
  serviceUrl(service: ServiceName): string;
}

// A frozen service does not answer: its client gives up long before the freeze is over and asks again.
const timeoutMs = 8_000;
const giveUpAfterMs = 180_000;
const longestPauseMs = 1_000;
// Every so many requests are repeated although they were answered.
const askedAgain = 20;

/** Sends until an answer says what became of the request, always with the same key, and writes all of it down. */
export class Sender {
  readonly #addresses: Addresses;
  readonly #ledger: Ledger;
  readonly #pools = new Map<string, Pool>();

  constructor(addresses: Addresses, ledger: Ledger) {
    this.#addresses = addresses;
    this.#ledger = ledger;
  }

  /** What came back: nothing when it was never answered; twice where the client asked once more, as if it had lost the answer. */
  async send<T>(
    sent: Sent,
    request: Omit<Request, 'service' | 'target'>,
    items: readonly Item[] = [],
  ): Promise<Answer<T>[]> {
    const id = this.#ledger.request({ ...request, service: sent.service, target: sent.path }, items);
    const answers: Answer<T>[] = [];
    const wanted = id % askedAgain === 0 ? 2 : 1;
    const started = Date.now();
    for (let n = 1; answers.length < wanted && Date.now() - started < giveUpAfterMs; n++) {
      const answer = await this.#attempt<T>(id, n, sent);
      if (answer.done) answers.push({ status: answer.status, body: answer.body });
      else await pause(Math.min(longestPauseMs, 50 * 2 ** Math.min(n, 5)));
    }
    return answers;
  }

  /** Reads leave no trace in the ledger. */
  async read<T>(service: ServiceName, role: Role, path: string): Promise<T> {
    const started = Date.now();
    for (;;) {
      try {
        const { statusCode, body } = await this.#call({ service, role, path, body: undefined }, 'GET', 30_000);
        const text = await body.text();
        if (statusCode === 200) return JSON.parse(text) as T;
        if (statusCode < 500) throw new Error(`GET ${path} of ${service} answered ${statusCode}: ${text}`);
      } catch (error) {
        if (error instanceof Error && error.message.startsWith('GET ')) throw error;
        if (Date.now() - started > giveUpAfterMs) throw error;
      }
      await pause(200);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
  }

  async #attempt<T>(id: number, n: number, sent: Sent) {
    const sentAt = Date.now();
    try {
      const { statusCode, headers, body } = await this.#call(sent, 'POST', timeoutMs);
      const text = await body.text();
      const parsed = text === '' ? undefined : (JSON.parse(text) as T & Readonly<Record<'code', string | undefined>>);
      const code = statusCode < 300 ? undefined : parsed?.code;
      const inFlight = statusCode === 409 && code === 'idempotency.in-flight';
      const retryAfter = headers['retry-after']?.toString();
      const answer = statusCode < 300 ? digest(text) : undefined;
      const repeated = saysRepeated(statusCode, headers, parsed);
      this.#ledger.attempt(id, {
        n,
        sentAt,
        endedAt: Date.now(),
        status: statusCode,
        code,
        answer,
        retryAfter,
        repeated,
      });
      const done = statusCode < 500 && statusCode !== 429 && !inFlight;
      return { done, status: statusCode, body: parsed as T };
    } catch (error) {
      this.#ledger.attempt(id, { n, sentAt, endedAt: Date.now(), code: codeOf(error) });
      return { done: false, status: 0, body: undefined as T };
    }
  }

  #call({ service, role, path, body, headers }: Sent, method: 'GET' | 'POST', timeout: number) {
    const url = this.#addresses.serviceUrl(service);
    let pool = this.#pools.get(url);
    if (!pool) {
      pool = new Pool(url, { connections: 64, connect: { timeout: 2_000 }, keepAliveTimeout: 20_000 });
      this.#pools.set(url, pool);
    }
    return pool.request({
      method,
      path,
      headersTimeout: timeout,
      bodyTimeout: timeout,
      headers: {
        authorization: `Bearer ${this.#addresses.keys[role]}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
  }
}

/** By its key, by what was there (201 is for what is new), or by the duplicates of a batch. */
function saysRepeated(status: number, headers: Readonly<Record<string, unknown>>, body: object | undefined): boolean {
  if (headers['idempotency-replayed'] === 'true') return true;
  if (body && 'duplicates' in body) return Number(body.duplicates) > 0;
  return status === 200;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16);

const codeOf = (error: unknown): string => {
  const { code, name, message } = error as Error & { readonly code?: string };
  return code ?? `${name}: ${message}`;
};
