import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger, Worker } from '@harken/service';
import type { DataSource, QueryRunner } from 'typeorm';
import type { LoggedAlert } from '../alert.ts';
import { logHead, readLog } from '../log/alert-log.queries.ts';
import { AlertRing } from './alert-ring.ts';

const channel = 'harken_alerts';
const ringSize = 2_000;
const pageSize = 500;
/** Fallback when a notification is lost with its connection. */
const pollIntervalMs = 1_000;
/** Under load one notification covers all commits of this interval; the first is sent at once. */
const notifyIntervalMs = 25;

interface PgClient {
  on(event: 'notification', listener: (message: { readonly payload?: string }) => void): void;
  on(event: 'end' | 'error', listener: (error?: unknown) => void): void;
}

/** The one reader of the end of the log in this process, shared by all open streams and pulls. */
export class AlertFeed implements Worker {
  #ring: AlertRing | undefined;
  #followers = 0;
  #change = Promise.withResolvers<void>();
  #reading: Promise<void> | undefined;
  #readAgain = false;
  #stopped = false;
  #listener: QueryRunner | undefined;
  #pollTimer: NodeJS.Timeout | undefined;
  #notifying: Promise<unknown> | undefined;
  #notifyAgain = false;
  /** Marks our own notifications: this process knows those alerts already. */
  readonly #replicaId = randomUUID();

  constructor(
    private readonly dataSource: DataSource,
    private readonly logger: Pick<Logger, 'warn'>,
  ) {}

  async start(): Promise<void> {
    this.#pollTimer = setInterval(() => this.#poll(), pollIntervalMs);
    await this.#listen();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#pollTimer);
    this.#signalChange();
    await Promise.allSettled([this.#reading, this.#notifying]);
    await this.#listener?.release();
  }

  /** Call right after the commit that recorded alerts: followers then get them from memory without a query. */
  onCommitted(alerts: readonly LoggedAlert[]): void {
    this.#notifyReplicas();
    const ring = this.#ring;
    if (this.#reading || !ring || this.#followers === 0 || alerts[0]?.position !== ring.end + 1) {
      this.wake();
      return;
    }
    ring.add(alerts);
    this.#signalChange();
  }

  /** The feed reads only while it has followers. Returns the function that ends following. */
  follow(): () => void {
    this.#followers += 1;
    this.wake();
    return () => {
      this.#followers -= 1;
    };
  }

  /** Alerts after `position`, from memory; undefined when they have to be read from the log. */
  after(position: number, limit: number): readonly LoggedAlert[] | undefined {
    return this.#ring?.after(position, limit);
  }

  /** Resolves at the next change, or when the feed stops. Take it before reading. */
  get changed(): Promise<void> {
    return this.#change.promise;
  }

  readonly wake = (): void => {
    this.#readAgain = true;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
  };

  async #read(): Promise<void> {
    while (this.#readAgain && !this.#stopped) {
      this.#readAgain = false;
      try {
        await this.#catchUp();
      } catch (error) {
        this.#ring = undefined;
        this.logger.warn({ err: error }, 'the end of the alert log could not be read');
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
      this.#signalChange();
    }
    for (;;) {
      const after = { position: this.#ring.end, day: this.#ring.endDay };
      const { alerts } = await readLog(this.dataSource, after, {}, pageSize);
      if (alerts.length === 0) return;
      this.#ring.add(alerts);
      this.#signalChange();
      if (alerts.length < pageSize) return;
    }
  }

  #signalChange(): void {
    const { resolve } = this.#change;
    this.#change = Promise.withResolvers();
    resolve();
  }

  #poll(): void {
    if (this.#listener === undefined) void this.#listen();
    if (this.#followers > 0) this.wake();
  }

  /** LISTEN on its own connection: commits of other replicas wake the feed. */
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
        if (payload !== this.#replicaId) this.wake();
      });
      client.on('end', lost);
      client.on('error', lost);
      await runner.query(`LISTEN ${channel}`);
      this.wake();
    } catch (error) {
      lost();
      await runner.release().catch(() => undefined);
      this.logger.warn({ err: error }, 'not listening for alerts of other replicas');
    }
  }

  // Not in the transaction that records alerts: NOTIFY would serialise all commits of the database.
  #notifyReplicas(): void {
    this.#notifyAgain = true;
    this.#notifying ??= this.#notify().finally(() => {
      this.#notifying = undefined;
    });
  }

  async #notify(): Promise<void> {
    while (this.#notifyAgain && !this.#stopped) {
      this.#notifyAgain = false;
      try {
        await this.dataSource.query('SELECT pg_notify($1, $2)', [channel, this.#replicaId]);
        await delay(notifyIntervalMs, undefined, { ref: false });
      } catch (error) {
        this.logger.warn({ err: error }, 'other replicas will see new alerts a little later');
      }
    }
  }
}
