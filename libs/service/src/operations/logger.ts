import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';

export type { Logger } from 'pino';

const secretNames = ['authorization', 'cookie', 'key', 'secret', 'password', 'token', 'text', 'body', 'email', 'phone'];

/** An error without the query parameters that TypeORM attaches, which are personal data. */
function safeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { type, message, stack } = stdSerializers.err(error);
  const driver = (error as { driverError?: { code?: unknown; constraint?: unknown; table?: unknown } }).driverError;
  const code = driver?.code ?? (error as { code?: unknown }).code;
  return {
    type,
    // PostgreSQL's messages repeat the values; the code is enough.
    message: driver ? message.replace(/: ".*"$/s, '') : message,
    ...(code === undefined ? {} : { code }),
    ...(driver?.constraint ? { constraint: driver.constraint, table: driver.table } : {}),
    stack: driver
      ? stack
          ?.split('\n')
          .filter((line) => line.startsWith('    at '))
          .join('\n')
      : stack,
    ...(error.cause instanceof Error ? { cause: safeError(error.cause) } : {}),
  };
}

/** JSON lines on stdout. */
export function createLogger(service: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: safeError, error: safeError },
    redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
  };
  return destination ? pino(options, destination) : pino(options);
}
