import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '@harken/contracts';
import { ApiClient, type HttpResponse } from '@harken/simulator';
import type { Role } from '@harken/stack';
import type { Ledger } from '../ledger/ledger.ts';
import type { Item, Request } from '../ledger/rows.ts';

export interface Outgoing {
  readonly service: ServiceName;
  readonly role: Role;
  readonly path: string;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Access {
  readonly keys: Readonly<Record<Role, string>>;
  serviceUrl(service: ServiceName): string;
}

// A frozen service does not answer: its client gives up long before the freeze is over and asks again.
const timeoutMs = 8_000;
const giveUpAfterMs = 180_000;
const maxPauseMs = 1_000;
// Every so many requests are repeated although they were answered.
const repeatEvery = 20;

/** Sends until an answer says what became of the request, always with the same key, and writes all of it down. */
export class Sender {
  readonly #access: Access;
  readonly #ledger: Ledger;
  readonly #clients = new Map<string, ApiClient>();

  constructor(access: Access, ledger: Ledger) {
    this.#access = access;
    this.#ledger = ledger;
  }

  /** The answers: none when it was never answered; two where the client asked once more, as if it had lost the first. */
  async send<T>(
    outgoing: Outgoing,
    request: Omit<Request, 'service' | 'target'>,
    items: readonly Item[] = [],
  ): Promise<HttpResponse<T>[]> {
    const id = this.#ledger.request({ ...request, service: outgoing.service, target: outgoing.path }, items);
    const answers: HttpResponse<T>[] = [];
    const wanted = id % repeatEvery === 0 ? 2 : 1;
    const started = Date.now();
    for (let n = 1; answers.length < wanted && Date.now() - started < giveUpAfterMs; n++) {
      const answer = await this.#attempt<T>(id, n, outgoing);
      if (answer) answers.push(answer);
      else await pause(Math.min(maxPauseMs, 50 * 2 ** Math.min(n, 5)));
    }
    return answers;
  }

  /** Reads leave no trace in the ledger. */
  async read<T>(service: ServiceName, role: Role, path: string): Promise<T> {
    for (const started = Date.now(); ; await pause(200)) {
      const response = await this.#clientOf(service, role)
        .send<T>('GET', path, { timeoutMs: 30_000 })
        .catch((error: unknown) => {
          if (Date.now() - started > giveUpAfterMs) throw error;
        });
      if (response?.status === 200) return response.body;
      if (response && response.status < 500)
        throw new Error(`GET ${path} of ${service} answered ${response.status}: ${JSON.stringify(response.body)}`);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.close()));
  }

  /** undefined: it has to be sent again. */
  async #attempt<T>(id: number, n: number, { service, role, path, body, headers }: Outgoing) {
    const sentAt = Date.now();
    try {
      const response = await this.#clientOf(service, role).send<T>('POST', path, { body, headers, timeoutMs });
      const { status } = response;
      const ok = status < 300;
      const code = ok ? undefined : (response.body as { code?: string } | undefined)?.code;
      this.#ledger.attempt(id, {
        ...{ n, sentAt, endedAt: Date.now(), status, code },
        answer: ok ? digest(response.body) : undefined,
        retryAfter: response.headers['retry-after']?.toString(),
        repeated: saysRepeated(response),
      });
      const inFlight = status === 409 && code === 'idempotency.in-flight';
      return status < 500 && status !== 429 && !inFlight ? response : undefined;
    } catch (error) {
      this.#ledger.attempt(id, { n, sentAt, endedAt: Date.now(), code: codeOf(error) });
      return undefined;
    }
  }

  #clientOf(service: ServiceName, role: Role): ApiClient {
    const url = this.#access.serviceUrl(service);
    const client = this.#clients.get(url + role) ?? new ApiClient(url, this.#access.keys[role], 2_000);
    this.#clients.set(url + role, client);
    return client;
  }
}

/** By its key, by what was there (201 is for what is new), or by the duplicates of a batch. */
function saysRepeated({ status, headers, body }: HttpResponse): boolean {
  if (headers['idempotency-replayed'] === 'true') return true;
  if (typeof body === 'object' && body && 'duplicates' in body) return Number(body.duplicates) > 0;
  return status === 200;
}

const digest = (body: unknown): string =>
  createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 16);

const codeOf = (error: unknown): string => {
  const { code, name, message } = error as Error & { readonly code?: string };
  return code ?? `${name}: ${message}`;
};
