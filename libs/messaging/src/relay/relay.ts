import type { Kafka } from 'kafkajs';
import type { DataSource } from 'typeorm';
import { backoffMs } from '../loops/backoff.ts';
import { InterruptibleSleep } from '../loops/interruptible-sleep.ts';
import { Loop } from '../loops/loop.ts';
import type { Logger } from '../observability/logger.ts';
import type { MessagingMetrics } from '../observability/metrics.ts';
import { outboxSignal } from '../outbox/outbox.ts';
import { CursorCheckpoint } from './cursor-checkpoint.ts';
import { batchLimits, nextBatch } from './next-batch.ts';
import { Publisher } from './publisher.ts';
import { type OutboxRow, RelaySession } from './relay-session.ts';

export interface RelayOptions {
  readonly service: string;
  readonly dataSource: DataSource;
  readonly kafka: Kafka;
  readonly topicPrefix: string;
  readonly logger: Logger;
  readonly metrics?: MessagingMetrics | undefined;
  /** For tests. */
  readonly publisher?: Pick<Publisher, 'send' | 'renew'>;
}

const pollMs = 500;
const standbyPollMs = 250;
/** Saving the cursor is a transaction of its own: a crash repeats what was published since the last one. */
const checkpointEveryMs = 100;

/** Publishes the outbox of one service. Every replica runs one; one of them is active. */
export class Relay {
  readonly #options: RelayOptions;
  readonly #publisher: Pick<Publisher, 'send' | 'renew'>;
  readonly #loop: Loop;
  /** Ended by commits, other replicas and the loss of the connection; sleeps of the loop are not, only by a stop. */
  readonly #sleep = new InterruptibleSleep();
  #stopListening: (() => void) | undefined;
  #session: RelaySession | undefined;
  #committed = false;
  #leads = false;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#publisher = options.publisher ?? new Publisher(options);
    this.#loop = new Loop({
      round: () => this.#connectAndServe(),
      onError: (error, failures) => {
        const level = failures === 0 ? 'warn' : 'debug';
        options.logger[level]({ err: error }, 'the relay lost its database connection and opens a new one');
      },
      retryDelayMs: (failures) => backoffMs(failures, 1_000),
    });
  }

  start(): void {
    this.#stopListening = outboxSignal.listen(this.#options.dataSource, () => {
      this.#committed = true;
      this.#sleep.wake();
    });
    this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#stopListening?.();
    const stopped = this.#loop.stop();
    this.#sleep.wake();
    await stopped;
    await this.#publisher.renew();
  }

  get connected(): boolean {
    return this.#session?.alive ?? false;
  }

  get active(): boolean {
    return this.#leads && this.connected;
  }

  /** Returns when the relay stops. Throws when the connection is lost. */
  async #connectAndServe(): Promise<number> {
    try {
      this.#session = await RelaySession.open(this.#options.dataSource, () => this.#sleep.wake());
      this.#loop.resetBackoff();
      await this.#serve(this.#session);
      return 0;
    } finally {
      this.#leads = false;
      await this.#session?.close();
    }
  }

  async #serve(session: RelaySession): Promise<void> {
    while (this.#loop.running && !(await session.tryLead())) await this.#standBy(session);
    if (!this.#loop.running) return;
    this.#leads = true;
    this.#options.logger.info({ service: this.#options.service }, 'this relay is now the active one');
    await this.#publish(session);
  }

  /** Notifies the active relay of commits of this replica; commits during one notification share the next. */
  async #standBy(session: RelaySession): Promise<void> {
    const until = performance.now() + standbyPollMs;
    while (this.#loop.running && performance.now() < until) {
      if (this.#committed) {
        this.#committed = false;
        await session.wakeLeader();
      }
      await this.#sleep.sleep(until - performance.now());
    }
  }

  async #publish(session: RelaySession): Promise<void> {
    const checkpoint = new CursorCheckpoint(session, await session.readCursor(), checkpointEveryMs);
    const read = () => session.rowsAfter(checkpoint.published, batchLimits.rows);
    let failures = 0;
    let unpublishableReads = 0;
    let rows = await read();
    let full = rows.length >= batchLimits.rows;
    while (this.#loop.running) {
      const batch = nextBatch(rows);
      const last = batch.at(-1);
      let rest: typeof rows = [];
      if (last && !(await this.#send(batch, failures))) {
        failures += 1;
      } else {
        if (last) {
          if (failures > 0) this.#options.logger.info({ failures }, 'publishing works again');
          failures = 0;
          unpublishableReads = 0;
          await checkpoint.advanceTo(last);
        }
        // Rows of large payloads go in several batches, and are read once.
        rest = rows.slice(batch.length);
        // Everything is sent, and later commits notify.
        if (rest.length === 0 && !full) await this.#sleep.sleep(await checkpoint.sleepLimitMs(pollMs));
        // Rows that wait for a running transaction become publishable without a notification.
        else if (!last) await this.#sleep.sleep(Math.min(50, 1 + 2 * unpublishableReads++));
      }
      const known = last !== undefined && rest[0]?.publishable && session.alive;
      rows = known ? rest : await read();
      if (!known) full = rows.length >= batchLimits.rows;
    }
    await checkpoint.save();
  }

  /** false: the result is unknown; the same rows have to be sent first again. */
  async #send(batch: readonly OutboxRow[], failures: number): Promise<boolean> {
    try {
      await this.#publisher.send(batch);
      this.#options.metrics?.published(batch);
      return true;
    } catch (error) {
      // One warning per outage.
      const level = failures === 0 ? 'warn' : 'debug';
      this.#options.logger[level]({ err: error, rows: batch.length, failures }, 'publishing failed and is tried again');
      await this.#publisher.renew();
      await this.#loop.sleep(backoffMs(failures, 2_000));
      return false;
    }
  }
}
