import type { DataSource } from 'typeorm';

type Listener = () => void;
const listeners = new WeakMap<DataSource, Set<Listener>>();
const bells = new WeakMap<DataSource, () => void>();

/** Calls back after each commit of this process that added alerts. Returns the way to stop. */
export function onAlertsCommitted(dataSource: DataSource, listener: Listener): () => void {
  const set = listeners.get(dataSource) ?? new Set();
  listeners.set(dataSource, set.add(listener));
  return () => set.delete(listener);
}

/** One and the same function per data source, so that a transaction rings once however much it adds. */
export function alertBell(dataSource: DataSource): () => void {
  const bell =
    bells.get(dataSource) ??
    (() => {
      for (const listener of listeners.get(dataSource) ?? []) listener();
    });
  bells.set(dataSource, bell);
  return bell;
}
