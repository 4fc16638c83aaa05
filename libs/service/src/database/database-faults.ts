import { isLostConnection } from '@harken/messaging';

/** What an error from the database means for the one who asked. */
export type DatabaseFault =
  /** Try the whole transaction again: two of them stood in each other's way. */
  | 'conflict-retry'
  /** A row like this exists, or one it points to does not. */
  | 'conflict'
  /** A value that the database cannot hold; the edge should have refused it. */
  | 'invalid'
  /** The database is away, full or too slow for the moment. */
  | 'away'
  | undefined;

const retryable = new Set(['40001', '40P01']);
const conflicts = new Set(['23505', '23503', '23514', '23P01']);
const invalid = new Set([
  '22P02',
  '22003',
  '22021',
  '22P05',
  '22P03',
  '22007',
  '22008',
  '22001',
  '22023',
  '22025',
  '54000',
  '2201B',
]);
const away = new Set([...['57P01', '57P02', '57P03', '57P05', '57014', '55P03', '25006', '25P03', '25P04']]);
const codeOf = (error: unknown): string | undefined => {
  const { code, driverError } = (error ?? {}) as { code?: unknown; driverError?: { code?: unknown } };
  const found = driverError?.code ?? code;
  return typeof found === 'string' ? found : undefined;
};

/** Looks through TypeORM's and pg's errors; AggregateErrors of several addresses count as their first. */
export function databaseFault(error: unknown): DatabaseFault {
  if (error instanceof AggregateError) return databaseFault(error.errors[0]);
  if (!(error instanceof Error)) return undefined;
  const code = codeOf(error);
  if (code !== undefined) {
    if (retryable.has(code)) return 'conflict-retry';
    if (conflicts.has(code)) return 'conflict';
    if (invalid.has(code)) return 'invalid';
    if (away.has(code) || code.startsWith('08') || code.startsWith('53')) return 'away';
  }
  return isLostConnection(error, code) ? 'away' : undefined;
}
