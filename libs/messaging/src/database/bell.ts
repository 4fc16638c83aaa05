import type { DataSource } from 'typeorm';
import { afterCommit } from './after-commit.ts';
import type { Tx } from './transaction.ts';

interface House {
  readonly ring: () => void;
  readonly listeners: Set<() => void>;
}

/** Sleepers look at least this often without being rung for: what is due later needs no ring. */
export const restMs = 1_000;

/** Tells whoever sleeps in this process that a commit has left work for them; other replicas find it by themselves. */
export class Bell {
  readonly #houses = new WeakMap<DataSource, House>();

  /** Calls `listener` after each commit that rang. Returns the way to stop. */
  listen(dataSource: DataSource, listener: () => void): () => void {
    const { listeners } = this.#houseOf(dataSource);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Rings once after COMMIT however often a transaction asks; not at all for what is due in `restMs` or later. */
  ringAfterCommit(tx: Tx, dueInMs = 0): void {
    if (dueInMs < restMs) afterCommit(tx, this.#houseOf(tx.dataSource).ring);
  }

  #houseOf(dataSource: DataSource): House {
    let house = this.#houses.get(dataSource);
    if (!house) {
      const listeners = new Set<() => void>();
      const ring = () => {
        for (const listener of listeners) listener();
      };
      house = { ring, listeners };
      this.#houses.set(dataSource, house);
    }
    return house;
  }
}
