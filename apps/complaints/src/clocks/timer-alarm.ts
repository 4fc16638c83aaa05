/** Who sleeps until the next timer of a database; writers of earlier timers ring. */
const sleepers = new WeakMap<object, () => void>();

export const setAlarm = (dataSource: object, wake: () => void): void => void sleepers.set(dataSource, wake);

/** The same function for the same database, so that many writes of one transaction ring once. */
export const alarmOf = (dataSource: object): (() => void) | undefined => sleepers.get(dataSource);
