import { Problem } from '@harken/errors';
import { isLostConnection } from '../database/lost-connection.ts';
import type { Fault } from '../events/read-event.ts';

/**
 * `refused`: trying again cannot help. `lost`: the surroundings failed, not the event: wait for them.
 * `failed`: perhaps the event, perhaps bad luck: try a few times.
 */
export type Failure = 'refused' | 'lost' | 'failed';

// Connection exceptions, resources, operator intervention, serialization, deadlock, lock not available, system error.
const passingSqlStates = /^(08...|53...|57P0.|58...|40001|40P01|55P03|25006|25P03)$/;

export function failureOf(error: unknown): Failure {
  if (error instanceof Problem) return error.kind === 'unavailable' ? 'lost' : 'refused';
  return chainOf(error).some(isPassing) ? 'lost' : 'failed';
}

function isPassing(error: Error): boolean {
  const code = codeOf(error);
  return (code !== undefined && passingSqlStates.test(code)) || isLostConnection(error, code);
}

/** What may be kept and shown: codes and places; never a statement's parameters or a quoted value. */
export function describeFailure(error: unknown): Fault {
  if (error instanceof Problem) return { code: error.code, text: error.message.slice(0, 300) };
  const inner = chainOf(error).at(-1);
  if (!inner) return { code: 'handler.failed', text: 'something that is no error was thrown' };
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

/** For the log, where a field named `text` is taken for a customer's words and left out. */
export const faultFields = ({ code, text }: Fault) => ({ code, fault: text });

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
