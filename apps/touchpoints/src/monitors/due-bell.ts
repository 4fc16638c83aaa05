interface Bell {
  readonly ring: () => void;
  readonly listeners: Set<() => void>;
}

const bells = new WeakMap<object, Bell>();

function bellOf(dataSource: object): Bell {
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

/** For `afterCommit`, when a monitor may be due sooner than the worker sleeps. One function per data source. */
export const ringDueMonitors = (dataSource: object): (() => void) => bellOf(dataSource).ring;

/** Calls `listener` at each ring. Returns the way to stop. */
export function onDueMonitors(dataSource: object, listener: () => void): () => void {
  const { listeners } = bellOf(dataSource);
  listeners.add(listener);
  return () => listeners.delete(listener);
}
