import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger.ts';

/** Sends Nest's log lines to pino; its lines about routes and modules at level debug. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  private write(level: 'debug' | 'warn' | 'error' | 'trace', message: unknown, context: unknown): void {
    const text = message instanceof Error ? message.message : String(message);
    const error = message instanceof Error ? { err: message } : {};
    this.logger[level]({ ...error, context: typeof context === 'string' ? context : undefined }, text);
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest.at(-1));
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest.at(-1));
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest.at(-1));
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest.at(-1));
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest.at(-1));
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest.at(-1));
  }
}
