import { isLostConnection } from './lost-connection.ts';

/** What an error from the database means for the caller. */
export type DatabaseErrorKind =
  /** Two transactions conflicted: try the whole transaction again. */
  | 'conflict-retry'
  /** A unique, foreign key, check or exclusion constraint failed. */
  | 'conflict'
  /** A value that the database cannot store; validation should have caught it. */
  | 'invalid'
  /** The database is unreachable, full or too slow at the moment. */
  | 'unavailable'
  | undefined;

const conflictsToRetry = new Set(['40001', '40P01']);
const conflicts = new Set(['23505', '23503', '23514', '23P01']);
// Data exceptions (22), of which every bad value is one; not-null violations; and statements over the database's own limits.
const isInvalid = (code: string): boolean => code.startsWith('22') || code.startsWith('54') || code === '23502';
const unavailable = new Set([...['57P01', '57P02', '57P03', '57P05', '57014', '55P03', '25006', '25P03', '25P04']]);
const codeOf = (error: unknown): string | undefined => {
  const { code, driverError } = (error ?? {}) as { code?: unknown; driverError?: { code?: unknown } };
  const found = driverError?.code ?? code;
  return typeof found === 'string' ? found : undefined;
};

/** Classifies errors of TypeORM and pg; an AggregateError of several addresses counts as its first. */
export function databaseErrorKind(error: unknown): DatabaseErrorKind {
  if (error instanceof AggregateError) return databaseErrorKind(error.errors[0]);
  if (!(error instanceof Error)) return undefined;
  const code = codeOf(error);
  if (code !== undefined) {
    if (conflictsToRetry.has(code)) return 'conflict-retry';
    if (conflicts.has(code)) return 'conflict';
    if (isInvalid(code)) return 'invalid';
    if (unavailable.has(code) || code.startsWith('08') || code.startsWith('53')) return 'unavailable';
  }
  return isLostConnection(error, code) ? 'unavailable' : undefined;
}
