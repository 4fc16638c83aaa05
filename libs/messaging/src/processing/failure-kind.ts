import { isLostConnection } from '@harken/database';
import { Problem } from '@harken/errors';
import type { FailureSummary } from '../events/parse-message.ts';

/**
 * `permanent`: a retry cannot help. `infrastructure`: the database failed, not the event: wait for it.
 * `transient`: the cause is unknown: retry a few times.
 */
export type FailureKind = 'permanent' | 'infrastructure' | 'transient';

// Connection exceptions, resources, operator intervention, serialization, deadlock, lock not available, system error.
const infrastructureSqlStates = /^(08...|53...|57P0.|58...|40001|40P01|55P03|25006|25P03)$/;

export function failureKind(error: unknown): FailureKind {
  if (error instanceof Problem) return error.kind === 'unavailable' ? 'infrastructure' : 'permanent';
  return chainOf(error).some(isInfrastructure) ? 'infrastructure' : 'transient';
}

function isInfrastructure(error: Error): boolean {
  const code = codeOf(error);
  return (code !== undefined && infrastructureSqlStates.test(code)) || isLostConnection(error, code);
}

/** What may be stored and shown: codes and places, never parameters of a statement or quoted values. */
export function describeFailure(error: unknown): FailureSummary {
  if (error instanceof Problem) return { code: error.code, text: error.message.slice(0, 300) };
  const inner = chainOf(error).at(-1);
  if (!inner) return { code: 'handler.failed', text: 'a value that is no error was thrown' };
  const state = codeOf(inner);
  if (state && /^[0-9A-Z]{5}$/.test(state)) {
    const { table, column, constraint } = inner as Error & Record<string, unknown>;
    const places = Object.entries({ table, column, constraint }).filter(([, value]) => typeof value === 'string');
    return { code: 'handler.failed', text: [`SQLSTATE ${state}`, ...places.map(([k, v]) => `${k} ${v}`)].join(', ') };
  }
  const where = /\n\s+at (?:.*\/)?([^/\n]+?:\d+):\d+\)?/.exec(inner.stack ?? '')?.[1];
  const message = inner.message
    .split('\n', 1)[0]
    ?.replace(/"[^"]*"|'[^']*'|`[^`]*`|\d{3,}/g, '…')
    .slice(0, 200);
  return { code: 'handler.failed', text: `${inner.name}: ${message}${where ? ` at ${where}` : ''}` };
}

/** For the log, which redacts a field named `text` as personal data. */
export const failureLogFields = ({ code, text }: FailureSummary) => ({ code, failure: text });

const codeOf = (error: Error): string | undefined => {
  const { code } = error as Error & { code?: unknown };
  return typeof code === 'string' ? code : undefined;
};

/** The error, what TypeORM wrapped in it, its causes and what was collected in it. */
function chainOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  const { driverError } = error as Error & { driverError?: unknown };
  const collected = error instanceof AggregateError ? error.errors : [];
  const next = [driverError, error.cause, ...collected].filter((other) => other !== error);
  return [error, ...next.flatMap(chainOf)];
}
