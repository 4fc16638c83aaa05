import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../access/keys/roles.ts';
import type { RequestSpan } from '../../operations/tracing.ts';

/** What is known of the request that is being worked on. One per request, made when its head has arrived. */
export interface RequestContext {
  readonly id: string;
  readonly span: RequestSpan;
  readonly route: string;
  readonly startedAt: number;
  actor?: Actor;
  /** The Idempotency-Key of a POST, and what the request was, so that a repeat can be told from a reuse. */
  idempotency?: { readonly key: string; request: Buffer };
  /** Set by Requests.transaction when the answer of a keyed POST was stored. */
  answered?: unknown;
  rawBody?: Buffer;
  /** The status of a plain result of this route. */
  plainStatus?: number;
}

const current = new AsyncLocalStorage<RequestContext>();

/** The context of the request whose handler is running; undefined outside of one (workers, consumers, tests). */
export const currentRequest = (): RequestContext | undefined => current.getStore();

export const runInRequest = (context: RequestContext, work: () => void): void =>
  context.span.run(() => current.run(context, work));

const contexts = new WeakMap<object, RequestContext>();

export const attachContext = (request: FastifyRequest, context: RequestContext): void => {
  contexts.set(request.raw, context);
};

/** Throws for a request that never passed our first hook; there is none such. */
export function contextOf(request: FastifyRequest): RequestContext {
  const context = contexts.get(request.raw);
  if (!context) throw new TypeError('This request has no context.');
  return context;
}

export const findContext = (request: FastifyRequest): RequestContext | undefined => contexts.get(request.raw);
