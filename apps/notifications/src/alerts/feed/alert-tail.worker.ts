import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@harken/service';
import type { DataSource, QueryRunner } from 'typeorm';
import type { LoggedAlert } from '../alert.ts';
import { logHead, readLog } from '../log/alert-log.queries.ts';
import { AlertRing } from './alert-ring.ts';

const channel = 'harken_alerts';
const ringSize = 2_000;
const pageSize = 500;
/** The safety net when a notification was lost with its connection. */
const lookEveryMs = 1_000;
/** Under load other replicas are told once for all commits of this time; the first is told of at once. */
const tellEveryMs = 25;

interface PgClient {
  on(event: 'notification', listener: (message: { readonly payload?: string }) => void): void;
  on(event: 'end' | 'error', listener: (error?: unknown) => void): void;
}

const tails = new WeakMap<DataSource, AlertTail>();

/** The one reader of the log's end in this process; everybody who follows shares what it reads. */
export function alertTailOf(dataSource: DataSource): AlertTail {
  const tail = tails.get(dataSource) ?? new AlertTail(dataSource);
  tails.set(dataSource, tail);
  return tail;
}

export class AlertTail {
  #ring: AlertRing | undefined;
  #followers = 0;
  #growth = Promise.withResolvers<void>();
  #reading: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #listener: QueryRunner | undefined;
  #safety: NodeJS.Timeout | undefined;
  #telling: Promise<unknown> | undefined;
  #tellAgain = false;
  #logger: Pick<Logger, 'warn'> | undefined;
  /** Marks our own notifications: what they tell is known here. */
  readonly #name = randomUUID();

  constructor(private readonly dataSource: DataSource) {}

  async start(logger: Pick<Logger, 'warn'>): Promise<void> {
    this.#logger = logger;
    this.#safety = setInterval(() => this.#look(), lookEveryMs);
    await this.#listen();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#safety);
    this.#grown();
    await Promise.allSettled([this.#reading, this.#telling]);
    await this.#listener?.release();
  }

  /** For whoever has recorded alerts, right after the commit: while they follow what is here, nobody has to read them. */
  committed(alerts: readonly LoggedAlert[]): void {
    this.#tellOthers();
    const ring = this.#ring;
    if (this.#reading || !ring || this.#followers === 0 || alerts[0]?.position !== ring.end + 1) {
      this.wake();
      return;
    }
    ring.add(alerts);
    this.#grown();
  }

  /** While there is a follower the tail reads along. Returns the way to leave. */
  follow(): () => void {
    this.#followers += 1;
    this.wake();
    return () => {
      this.#followers -= 1;
    };
  }

  /** What came after `position`, from memory; undefined when it has to be read from the log. */
  after(position: number, limit: number): readonly LoggedAlert[] | undefined {
    return this.#ring?.after(position, limit);
  }

  /** Resolves when there is more than there was at the call, or when the tail stops. Ask before looking. */
  get growth(): Promise<void> {
    return this.#growth.promise;
  }

  readonly wake = (): void => {
    this.#again = true;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
  };

  async #read(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      try {
        await this.#catchUp();
      } catch (error) {
        this.#ring = undefined;
        this.#logger?.warn({ err: error }, 'the end of the alert log could not be read');
      }
    }
  }

  async #catchUp(): Promise<void> {
    if (this.#followers === 0) {
      this.#ring = undefined;
      return;
    }
    if (!this.#ring) {
      const { end } = await logHead(this.dataSource);
      this.#ring = new AlertRing(end, ringSize);
      this.#grown();
    }
    for (;;) {
      const after = { position: this.#ring.end, day: this.#ring.endDay };
      const { alerts } = await readLog(this.dataSource, after, {}, pageSize);
      if (alerts.length === 0) return;
      this.#ring.add(alerts);
      this.#grown();
      if (alerts.length < pageSize) return;
    }
  }

  #grown(): void {
    const { resolve } = this.#growth;
    this.#growth = Promise.withResolvers();
    resolve();
  }

  #look(): void {
    if (this.#listener === undefined) void this.#listen();
    if (this.#followers > 0) this.wake();
  }

  /** LISTEN on a connection of its own: other replicas' commits wake us. */
  async #listen(): Promise<void> {
    if (this.#stopped) return;
    const runner = this.dataSource.createQueryRunner();
    this.#listener = runner;
    const lost = () => {
      if (this.#listener === runner) this.#listener = undefined;
    };
    try {
      const client = (await runner.connect()) as PgClient;
      client.on('notification', ({ payload }) => {
        if (payload !== this.#name) this.wake();
      });
      client.on('end', lost);
      client.on('error', lost);
      await runner.query(`LISTEN ${channel}`);
      this.wake();
    } catch (error) {
      lost();
      await runner.release().catch(() => undefined);
      this.#logger?.warn({ err: error }, 'not listening for alerts of other replicas');
    }
  }

  // Not in the transaction that records alerts: NOTIFY would make all commits of the database wait for each other.
  #tellOthers(): void {
    this.#tellAgain = true;
    this.#telling ??= this.#tell().finally(() => {
      this.#telling = undefined;
    });
  }

  async #tell(): Promise<void> {
    while (this.#tellAgain && !this.#stopped) {
      this.#tellAgain = false;
      try {
        await this.dataSource.query('SELECT pg_notify($1, $2)', [channel, this.#name]);
        await delay(tellEveryMs, undefined, { ref: false });
      } catch (error) {
        this.#logger?.warn({ err: error }, 'other replicas will see new alerts a little later');
      }
    }
  }
}
