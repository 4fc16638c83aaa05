import type { DataSource } from 'typeorm';
import { afterCommit } from './after-commit.ts';
import type { Tx } from './transaction.ts';

interface Channel {
  readonly notify: () => void;
  readonly listeners: Set<() => void>;
}

/** Workers poll at least this often without a signal: work that is due later needs none. */
export const pollIntervalMs = 1_000;

/** Wakes workers of this process when a commit has left work for them; other replicas find it by polling. */
export class CommitSignal {
  readonly #channels = new WeakMap<DataSource, Channel>();

  /** Calls `listener` after each commit that notified. Returns a function that stops it. */
  listen(dataSource: DataSource, listener: () => void): () => void {
    const { listeners } = this.#channelOf(dataSource);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Notifies once after COMMIT, even if called repeatedly; not at all for work that is due in `pollIntervalMs` or later. */
  notifyAfterCommit(tx: Tx, dueInMs = 0): void {
    if (dueInMs < pollIntervalMs) afterCommit(tx, this.#channelOf(tx.dataSource).notify);
  }

  #channelOf(dataSource: DataSource): Channel {
    let channel = this.#channels.get(dataSource);
    if (!channel) {
      const listeners = new Set<() => void>();
      const ring = () => {
        for (const listener of listeners) listener();
      };
      channel = { notify: ring, listeners };
      this.#channels.set(dataSource, channel);
    }
    return channel;
  }
}
