import type { DataSource } from 'typeorm';

interface Bell {
  readonly ring: () => void;
  readonly listeners: Set<() => void>;
}

const bells = new WeakMap<DataSource, Bell>();

function bellOf(dataSource: DataSource): Bell {
  let bell = bells.get(dataSource);
  if (!bell) {
    const listeners = new Set<() => void>();
    const ring = () => {
      for (const listener of listeners) listener();
    };
    bell = { ring, listeners };
    bells.set(dataSource, bell);
  }
  return bell;
}

/** One and the same function per data source, so that a transaction rings once however much it adds. */
export const wakeRelayOf = (dataSource: DataSource): (() => void) => bellOf(dataSource).ring;

/** Calls `listener` after each commit that put events into the outbox. Returns the way to stop. */
export function onOutboxCommit(dataSource: DataSource, listener: () => void): () => void {
  const { listeners } = bellOf(dataSource);
  listeners.add(listener);
  return () => listeners.delete(listener);
}
