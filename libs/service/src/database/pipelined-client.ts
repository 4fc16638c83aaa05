import { Client, type ClientConfig, type QueryConfig, type QueryResult } from 'pg';

const begin = 'START TRANSACTION';
// What TypeORM looks at of the answer to it.
const begun = { command: 'START', rows: [], rowCount: null };
const transactionIsAborted = '25P02';

interface Corked {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } };
}

/**
 * pg's client in pipeline mode: what nobody waits for costs no round trip.
 * - A transaction begins on the way to its first statement, in one packet. One that could not begin has lost its connection,
 *   so that whatever follows fails as well.
 * - `queryLater` sends a write whose answer is not needed. When it fails, the transaction has failed: the statement that
 *   comes next, at the latest COMMIT, is refused with what the write was refused with.
 * - Statements that are asked for without waiting for each other travel together.
 */
export class PipelinedClient extends Client {
  #begins = false;
  #failure: unknown;

  constructor(config?: ClientConfig) {
    super({ ...config, pipeline: true } as ClientConfig);
  }

  // biome-ignore lint/suspicious/noExplicitAny: pg's query has a dozen forms, all passed on as they come.
  override query(...asked: any[]): any {
    const [text] = asked;
    if (text === begin) {
      this.#begins = true;
      return Promise.resolve(begun);
    }
    const answer = this.#begins ? this.#askFirst(asked) : this.#ask(asked);
    if (text === 'COMMIT') return this.#committed(answer);
    if (typeof text === 'string' && text.startsWith('ROLLBACK')) return this.#rolledBack(answer);
    return typeof answer?.then === 'function' ? answer.catch((error: unknown) => this.#tellFirst(error)) : answer;
  }

  queryLater(statement: QueryConfig): void {
    const answer = this.#begins ? this.#askFirst([statement]) : this.#ask([statement]);
    answer.catch((error: unknown) => {
      this.#failure ??= error;
    });
  }

  // biome-ignore lint/suspicious/noExplicitAny: see above.
  #ask(asked: any[]): any {
    return Reflect.apply(super.query, this, asked);
  }

  #askFirst(asked: unknown[]) {
    this.#begins = false;
    const { stream } = (this as unknown as Corked).connection;
    stream.cork();
    try {
      this.#ask([begin]).catch(() => undefined); // The next statement tells.
      return this.#ask(asked);
    } finally {
      stream.uncork();
    }
  }

  /** PostgreSQL takes the COMMIT of a failed transaction without an error, and rolls back. */
  async #committed(answer: Promise<QueryResult>): Promise<QueryResult> {
    const result = await answer;
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
    return result;
  }

  async #rolledBack(answer: Promise<QueryResult>): Promise<QueryResult> {
    try {
      return await answer;
    } finally {
      this.#failure = undefined;
    }
  }

  #tellFirst(error: unknown): never {
    const isAftermath = (error as { code?: unknown }).code === transactionIsAborted;
    throw isAftermath && this.#failure !== undefined ? this.#failure : error;
  }
}
