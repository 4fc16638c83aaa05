import { KeyReused, Problem, RuleBroken } from '@harken/errors';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { databaseFault } from '../database/database-faults.ts';
import { currentRequest, type RequestContext } from '../http/request/request-context.ts';
import { Answer } from '../http/response/answer.ts';
import { answerOf } from '../http/response/problem-document.ts';
import { claimKey, findAnswer, type KeyedRequest, type StoredAnswer, storeAnswer } from './stored-answers.ts';

/** A stored answer that goes out instead of a new one. Thrown, so that no code after the transaction touches it. */
export class Replay extends Error {
  readonly answer: StoredAnswer;
  constructor(answer: StoredAnswer) {
    super('answered before');
    this.answer = answer;
  }
}

/** Refusals that would be the same the next time; the others (400, 401, 403, 429, 503) may well succeed later. */
const kept = new Set<Problem['kind']>(['not-found', 'rule-broken', 'stale']);
const attempts = 4;

@Injectable()
export class Requests {
  readonly dataSource: DataSource;

  constructor(@Inject(DataSource) dataSource: DataSource) {
    this.dataSource = dataSource;
  }

  /** Whether the request being worked on carries an Idempotency-Key, and so must go through `transaction`. */
  get keyed(): boolean {
    return currentRequest()?.idempotency !== undefined;
  }

  /**
   * The one transaction of a request. Runs `work` again when it only stood in another transaction's way.
   * For a POST with an Idempotency-Key the answer is stored in the same transaction, and a repeat is answered
   * from there without running `work`; return its result from the controller unchanged.
   */
  async transaction<T>(work: (tx: EntityManager) => Promise<T | Answer<T>>): Promise<T | Answer<T>> {
    const context = currentRequest();
    const keyed = context && keyedRequest(context);
    if (!keyed) return this.retried(work);
    if ('answered' in context) throw new TypeError('A POST has one transaction: the second would not be repeatable.');
    try {
      const result = await this.retried((tx) => once(tx, keyed, work, context.plainStatus ?? 201));
      context.answered = result;
      return result;
    } catch (error) {
      if (error instanceof Problem && kept.has(error.kind) && error.code !== inFlight) {
        await this.storeRefusal(keyed, error, context.id);
      }
      context.answered = error;
      throw error;
    }
  }

  private async retried<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.dataSource.transaction(work);
      } catch (error) {
        const fault = databaseFault(error);
        // A unique row that appeared meanwhile is seen by the second attempt.
        const again = fault === 'conflict-retry' || (fault === 'conflict' && attempt === 1);
        if (!again || attempt >= attempts) throw error;
      }
    }
  }

  private async storeRefusal(keyed: KeyedRequest, problem: Problem, requestId: string): Promise<void> {
    const { document, headers } = answerOf(problem, requestId);
    await this.dataSource.transaction(async (tx) => {
      if (!(await claimKey(tx, keyed))) return;
      const body = JSON.stringify(document);
      await storeAnswer(tx, keyed, {
        status: document.status,
        headers: { ...headers, 'content-type': problemJson },
        body,
      });
    });
  }
}

const problemJson = 'application/problem+json; charset=utf-8';
const inFlight = 'idempotency.in-flight';

function keyedRequest({ idempotency, actor }: RequestContext): KeyedRequest | undefined {
  if (!idempotency) return undefined;
  return { client: actor?.name ?? '', key: idempotency.key, request: idempotency.request };
}

async function once<T>(
  tx: EntityManager,
  keyed: KeyedRequest,
  work: (tx: EntityManager) => Promise<T | Answer<T>>,
  plainStatus: number,
): Promise<T | Answer<T>> {
  const claimed = await claimKey(tx, keyed);
  const stored = await findAnswer(tx, keyed);
  if (stored) {
    if (stored.request.equals(keyed.request)) throw new Replay(stored);
    throw new KeyReused('idempotency.key-reused', 'This Idempotency-Key was used for another request before.');
  }
  if (!claimed) throw new RuleBroken(inFlight, 'A request with this Idempotency-Key is being worked on.');
  const result = await work(tx);
  const answer: Answer<unknown> = result instanceof Answer ? result : Answer.of(plainStatus, result);
  const body = answer.body === undefined ? null : JSON.stringify(answer.body);
  await storeAnswer(tx, keyed, { status: answer.status, headers: answer.headers, body });
  return answer as Answer<T>;
}
