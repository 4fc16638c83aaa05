/** Injects all settings: `@Inject(SETTINGS) settings: Settings`. */
export const SETTINGS = Symbol('SETTINGS');
/** Injects the pino logger. */
export const LOGGER = Symbol('LOGGER');
/** Injects the Prometheus registry. */
export const METRICS = Symbol('METRICS');
/** Injects the AbortSignal of the shutdown: streams and long polls end with it. */
export const SHUTDOWN = Symbol('SHUTDOWN');
