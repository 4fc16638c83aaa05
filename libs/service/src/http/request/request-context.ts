import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../access/keys/roles.ts';
import type { RequestSpan } from '../../operations/tracing.ts';

/** One per request, created when its headers have arrived. */
export interface RequestContext {
  readonly id: string;
  readonly span: RequestSpan;
  readonly route: string;
  readonly startedAt: number;
  /** The path of the address, and its query as the DTO of the route reads it. */
  readonly path: string;
  query?: object;
  actor?: Actor;
  /** The Idempotency-Key of a POST and a hash of the request, to tell a repeat from another request with the same key. */
  idempotency?: { readonly key: string; request: Buffer };
  /** What UnitOfWork.transaction returned or threw for a POST with an Idempotency-Key, after storing the response. */
  storedResult?: unknown;
  bodyDigest?: Buffer;
  /** The status of this route when the handler returns no HttpResponse. */
  defaultStatus?: number;
}

const current = new AsyncLocalStorage<RequestContext>();

/** The context of the current request; undefined in workers, consumers and tests. */
export const currentRequest = (): RequestContext | undefined => current.getStore();

export const runInRequest = (context: RequestContext, work: () => void): void =>
  context.span.run(() => current.run(context, work));

const contexts = new WeakMap<object, RequestContext>();

export const attachContext = (request: FastifyRequest, context: RequestContext): void => {
  contexts.set(request.raw, context);
};

/** Throws when the request did not pass our first hook, which no request can avoid. */
export function contextOf(request: FastifyRequest): RequestContext {
  const context = contexts.get(request.raw);
  if (!context) throw new TypeError('This request has no context.');
  return context;
}

export const findContext = (request: FastifyRequest): RequestContext | undefined => contexts.get(request.raw);
