import { databaseErrorKind } from '@harken/database';
import { KeyReused, Problem, RuleBroken } from '@harken/errors';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { currentRequest, type RequestContext } from '../http/request/request-context.ts';
import { HttpResponse } from '../http/response/http-response.ts';
import { problemResponse } from '../http/response/problem-document.ts';
import {
  claimKey,
  findResponse,
  type IdempotentRequest,
  type StoredResponse,
  storeResponse,
} from './stored-responses.ts';

/** Carries a stored response to the problem filter. Thrown, so that no code after the transaction runs. */
export class Replay extends Error {
  readonly response: StoredResponse;
  constructor(response: StoredResponse) {
    super('replay of a stored response');
    this.response = response;
  }
}

/** Problems that a repeat would meet again. The others (400, 401, 403, 429, 503) may succeed later and are not stored. */
const storedProblemKinds = new Set<Problem['kind']>(['not-found', 'rule-broken', 'stale']);
const maxAttempts = 4;

@Injectable()
export class UnitOfWork {
  readonly dataSource: DataSource;

  constructor(@Inject(DataSource) dataSource: DataSource) {
    this.dataSource = dataSource;
  }

  /** Whether the current request has an Idempotency-Key and so must go through `transaction`. */
  get keyed(): boolean {
    return currentRequest()?.idempotency !== undefined;
  }

  /**
   * Runs `work` in the one transaction of a request, again after a conflict with another transaction.
   * For a POST with an Idempotency-Key the response is stored in the same transaction, and a repeat gets the stored
   * response without running `work`. Return the result from the controller unchanged.
   */
  async transaction<T>(work: (tx: EntityManager) => Promise<T | HttpResponse<T>>): Promise<T | HttpResponse<T>> {
    const context = currentRequest();
    const keyed = context && idempotentRequestOf(context);
    if (!keyed) return this.withRetries(work);
    if ('storedResult' in context) throw new TypeError('A POST with an Idempotency-Key may run only one transaction.');
    try {
      const result = await this.withRetries((tx) => runOnce(tx, keyed, work, context.defaultStatus ?? 201));
      context.storedResult = result;
      return result;
    } catch (error) {
      if (error instanceof Problem && storedProblemKinds.has(error.kind) && error.code !== inFlight) {
        await this.storeProblem(keyed, error, context.id);
      }
      context.storedResult = error;
      throw error;
    }
  }

  private async withRetries<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.dataSource.transaction(work);
      } catch (error) {
        const kind = databaseErrorKind(error);
        // The second attempt sees the row that caused a unique violation.
        const again = kind === 'conflict-retry' || (kind === 'conflict' && attempt === 1);
        if (!again || attempt >= maxAttempts) throw error;
      }
    }
  }

  private async storeProblem(keyed: IdempotentRequest, problem: Problem, requestId: string): Promise<void> {
    const { document, headers } = problemResponse(problem, requestId);
    await this.dataSource.transaction(async (tx) => {
      if (!(await claimKey(tx, keyed))) return;
      const body = JSON.stringify(document);
      await storeResponse(tx, keyed, {
        status: document.status,
        headers: { ...headers, 'content-type': problemJson },
        body,
      });
    });
  }
}

const problemJson = 'application/problem+json; charset=utf-8';
const inFlight = 'idempotency.in-flight';

function idempotentRequestOf({ idempotency, actor }: RequestContext): IdempotentRequest | undefined {
  if (!idempotency) return undefined;
  return { client: actor?.clientId ?? '', key: idempotency.key, request: idempotency.request };
}

async function runOnce<T>(
  tx: EntityManager,
  keyed: IdempotentRequest,
  work: (tx: EntityManager) => Promise<T | HttpResponse<T>>,
  plainStatus: number,
): Promise<T | HttpResponse<T>> {
  const claimed = await claimKey(tx, keyed);
  const stored = await findResponse(tx, keyed);
  if (stored) {
    if (stored.request.equals(keyed.request)) throw new Replay(stored);
    throw new KeyReused('idempotency.key-reused', 'This Idempotency-Key was used for another request before.');
  }
  if (!claimed) throw new RuleBroken(inFlight, 'A request with this Idempotency-Key is being worked on.');
  const result = await work(tx);
  const answer: HttpResponse<unknown> = result instanceof HttpResponse ? result : HttpResponse.of(plainStatus, result);
  const body = answer.body === undefined ? null : JSON.stringify(answer.body);
  await storeResponse(tx, keyed, { status: answer.status, headers: answer.headers, body });
  return answer as HttpResponse<T>;
}
