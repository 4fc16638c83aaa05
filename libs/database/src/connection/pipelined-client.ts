import { Client, type ClientConfig, type QueryConfig, type QueryResult } from 'pg';

const begin = 'START TRANSACTION';
// The fields of its result that TypeORM reads.
const beginResult = { command: 'START', rows: [], rowCount: null };
const transactionIsAborted = '25P02';

interface WithStream {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } };
}

/**
 * pg's client in pipeline mode: statements whose result nobody awaits cost no round trip.
 * - BEGIN is sent with the first statement, in one packet. If BEGIN fails the connection is lost, so the statement fails
 *   too.
 * - `queryLater` sends a write whose result is not needed. If the write fails, the next statement (or COMMIT) throws its
 *   error.
 * - Statements that do not await each other are sent together.
 */
export class PipelinedClient extends Client {
  #beginPending = false;
  #failure: unknown;

  constructor(config?: ClientConfig) {
    super({ ...config, pipeline: true } as ClientConfig);
  }

  // biome-ignore lint/suspicious/noExplicitAny: pg's query has a dozen overloads, all passed on unchanged.
  override query(...args: any[]): any {
    const [text] = args;
    if (text === begin) {
      this.#beginPending = true;
      return Promise.resolve(beginResult);
    }
    const pending = this.#beginPending ? this.#sendWithBegin(args) : this.#send(args);
    if (text === 'COMMIT') return this.#afterCommit(pending);
    if (typeof text === 'string' && text.startsWith('ROLLBACK')) return this.#afterRollback(pending);
    return typeof pending?.then === 'function'
      ? pending.catch((error: unknown) => this.#rethrowFirstFailure(error))
      : pending;
  }

  queryLater(statement: QueryConfig): void {
    const pending = this.#beginPending ? this.#sendWithBegin([statement]) : this.#send([statement]);
    pending.catch((error: unknown) => {
      this.#failure ??= error;
    });
  }

  // biome-ignore lint/suspicious/noExplicitAny: see above.
  #send(args: any[]): any {
    return Reflect.apply(super.query, this, args);
  }

  #sendWithBegin(args: unknown[]) {
    this.#beginPending = false;
    const { stream } = (this as unknown as WithStream).connection;
    stream.cork();
    try {
      this.#send([begin]).catch(() => undefined); // The next statement throws this error.
      return this.#send(args);
    } finally {
      stream.uncork();
    }
  }

  /** PostgreSQL accepts COMMIT in a failed transaction without an error and rolls back. */
  async #afterCommit(pending: Promise<QueryResult>): Promise<QueryResult> {
    const result = await pending;
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
    return result;
  }

  async #afterRollback(pending: Promise<QueryResult>): Promise<QueryResult> {
    try {
      return await pending;
    } finally {
      this.#failure = undefined;
    }
  }

  #rethrowFirstFailure(error: unknown): never {
    const isAftermath = (error as { code?: unknown }).code === transactionIsAborted;
    throw isAftermath && this.#failure !== undefined ? this.#failure : error;
  }
}
