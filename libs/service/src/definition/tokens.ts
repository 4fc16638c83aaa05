/** Injects all settings: `@Inject(SETTINGS) settings: Settings`. */
export const SETTINGS = Symbol('SETTINGS');
/** Injects the pino logger. */
export const LOGGER = Symbol('LOGGER');
/** Injects the Prometheus registry. */
export const METRICS = Symbol('METRICS');
/** Injects the AbortSignal of the shutdown; end streams and long polls when it aborts. */
export const SHUTDOWN = Symbol('SHUTDOWN');
/** Injects the TimeZone of the company: `@Inject(COMPANY_ZONE) zone: TimeZone`. */
export const COMPANY_ZONE = Symbol('COMPANY_ZONE');
