import { Client, type ClientConfig, type QueryResult } from 'pg';
import type { DataSource } from 'typeorm';
import { publishableUpTo } from './publishable.ts';

/** Where the outbox has been published to: a position in the order (horizon, seq). Both are bigint as text. */
export interface Cursor {
  readonly horizon: string;
  readonly seq: string;
}

export interface OutboxRow extends Cursor {
  readonly event_id: string;
  readonly topic: string;
  readonly key: string;
  readonly type: string;
  readonly time: Date;
  readonly traceparent: string | null;
  readonly payload: string;
  /** true: no transaction is left that could add a row before this one. */
  readonly publishable: boolean;
}

const channel = 'harken_outbox';

// A vanished host is noticed by keepalives. Losing the newest cursor in a crash of the database only repeats events.
// The plan must not depend on statistics of partitions that were empty when they were gathered.
const sessionSettings = `
  SET application_name = 'harken-relay';
  SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3;
  SET synchronous_commit = off; SET statement_timeout = '30s';
  SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off`;

// Prepared, because planning takes longer than reading.
const prepareRows = `
  PREPARE outbox_rows (bigint, bigint, integer) AS
  SELECT horizon, seq, event_id, topic, key, type, time, traceparent, payload,
         horizon <= pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS publishable
    FROM outbox WHERE (horizon, seq) > ($1, $2) ORDER BY horizon, seq LIMIT $3`;

const executeRows = ({ horizon, seq }: Cursor, limit: number): string =>
  `EXECUTE outbox_rows (${BigInt(horizon)}, ${BigInt(seq)}, ${limit})`;

const prepareNumbers = `
  PREPARE outbox_numbers AS
  SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS xmax, pg_snapshot_xmin(pg_current_snapshot())::text AS xmin,
         coalesce(pg_sequence_last_value('outbox_seq'), 0)::text AS seq`;

const prepareWriters = `
  PREPARE outbox_writers AS
  WITH locks AS MATERIALIZED (SELECT * FROM pg_locks)
  SELECT min(own.transactionid::text::bigint)::text AS xid
    FROM locks writing
    LEFT JOIN locks own ON own.virtualtransaction = writing.virtualtransaction
                       AND own.locktype = 'transactionid' AND own.mode = 'ExclusiveLock'
   WHERE writing.locktype = 'relation' AND writing.mode = 'RowExclusiveLock'
     AND writing.relation = 'outbox'::regclass
     AND writing.database = (SELECT oid FROM pg_database WHERE datname = current_database())
   GROUP BY writing.virtualtransaction`;

/** The one connection that holds the lock of the active relay and moves the cursor: when it dies, both are lost together. */
export class RelaySession {
  readonly #client: Client;
  #alive = true;

  private constructor(client: Client) {
    this.#client = client;
  }

  /** `onEvent` is called at a notification of another replica and when the connection is lost. */
  static async open(dataSource: DataSource, onEvent: () => void): Promise<RelaySession> {
    const session = new RelaySession(new Client(clientConfig(dataSource)));
    const lost = () => {
      session.#alive = false;
      onEvent();
    };
    session.#client.on('error', lost).on('end', lost).on('notification', onEvent);
    await session.#client.connect();
    await session.#client.query(sessionSettings);
    await session.#client.query(`${prepareRows};${prepareNumbers};${prepareWriters}`);
    return session;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** true: this session is now the only one that publishes for its schema. */
  async tryLead(): Promise<boolean> {
    const sql = `SELECT pg_try_advisory_lock(hashtext('harken.relay'), hashtext(current_schema())) AS leads`;
    const { rows } = await this.#client.query<{ leads: boolean }>(sql);
    if (!rows[0]?.leads) return false;
    await this.#client.query(`LISTEN ${channel}`);
    return true;
  }

  /** In a transaction of its own: NOTIFY inside a business transaction would serialise all commits. */
  async wakeLeader(): Promise<void> {
    await this.#client.query(`NOTIFY ${channel}`);
  }

  async readCursor(): Promise<Cursor> {
    const { rows } = await this.#client.query<Cursor & { foreign: boolean }>(`
      SELECT c.horizon, c.seq,
             greatest(c.horizon, (SELECT max(horizon) FROM outbox))
               > pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS foreign
        FROM outbox_cursor c`);
    const [cursor] = rows;
    if (!cursor) throw new Error('outbox_cursor is empty: the migration of messaging is missing');
    if (!cursor.foreign) return { horizon: cursor.horizon, seq: cursor.seq };
    await this.#rebase();
    return this.readCursor();
  }

  /** Rows after the cursor in publishing order, including those not publishable yet. */
  async rowsAfter(cursor: Cursor, limit: number): Promise<OutboxRow[]> {
    const { rows } = await this.#client.query<OutboxRow>(executeRows(cursor, limit));
    if (rows.length === 0 || rows[0]?.publishable) return rows;
    // Some transaction in the cluster is older than the first row: does it write this outbox at all?
    return this.#rowsAfterOwnWriters(cursor, limit);
  }

  /** Three statements in one round trip; each has a snapshot of its own, in this order. */
  async #rowsAfterOwnWriters(cursor: Cursor, limit: number): Promise<OutboxRow[]> {
    const results: unknown = await this.#client.query(
      `EXECUTE outbox_numbers;EXECUTE outbox_writers;${executeRows(cursor, limit)}`,
    );
    const [numbers, writers, outbox] = results as [
      QueryResult<Record<'xmax' | 'xmin' | 'seq', string>>,
      QueryResult<{ xid: string | null }>,
      QueryResult<OutboxRow>,
    ];
    const [seen] = numbers.rows;
    if (!seen) throw new Error('the snapshot could not be read');
    const upTo = publishableUpTo(
      { xmax: BigInt(seen.xmax), xmin: BigInt(seen.xmin), seq: BigInt(seen.seq) },
      writers.rows.map(({ xid }) => ({ xid: xid === null ? null : BigInt(xid) })),
    );
    return outbox.rows.map((row) => {
      const publishable = row.publishable || (BigInt(row.horizon) <= upTo.horizon && BigInt(row.seq) <= upTo.seq);
      return { ...row, publishable };
    });
  }

  /** Throws when the cursor is not where this session left it. */
  async advance(from: Cursor, to: Cursor): Promise<void> {
    const { rowCount } = await this.#client.query({
      name: 'harken-outbox-advance',
      text: 'UPDATE outbox_cursor SET horizon = $3, seq = $4 WHERE horizon = $1 AND seq = $2',
      values: [from.horizon, from.seq, to.horizon, to.seq],
    });
    if (rowCount !== 1) throw new Error('the outbox cursor was moved by someone else');
  }

  async close(): Promise<void> {
    this.#client.removeAllListeners('end');
    await this.#client.end().catch(() => undefined); // Already gone is as good as closed.
    this.#alive = false;
  }

  /**
   * After a restore into another cluster its transaction numbers begin anew. All writers of the old rows are over,
   * so their sequence alone is a right order; what is unsure is published again.
   */
  async #rebase(): Promise<void> {
    await this.#client.query(`
      BEGIN;
      UPDATE outbox_cursor c SET horizon = 0, seq = coalesce(
        (SELECT min(seq) - 1 FROM outbox o WHERE (o.horizon, o.seq) > (c.horizon, c.seq) OR o.seq > c.seq),
        (SELECT max(seq) FROM outbox), 0);
      UPDATE outbox SET horizon = 0;
      COMMIT`);
  }
}

function clientConfig({ options }: DataSource): ClientConfig {
  if (options.type !== 'postgres') throw new TypeError('messaging needs PostgreSQL');
  const { url, host, port, username, password, database, ssl } = options;
  const config: ClientConfig = { keepAlive: true, connectionTimeoutMillis: 3_000 };
  if (url) config.connectionString = url;
  if (host) config.host = host;
  if (port) config.port = port;
  if (username) config.user = username;
  if (typeof password === 'string') config.password = password;
  if (database) config.database = database;
  if (ssl) config.ssl = ssl as NonNullable<ClientConfig['ssl']>;
  return config;
}
