import { Invalid, UnsupportedMedia } from '@harken/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authorize } from '../../access/auth-guard.ts';
import { readIdempotencyKey, requestHash } from '../../idempotency/idempotency-key.ts';
import type { Logger } from '../../operations/logger.ts';
import type { HttpMetrics } from '../../operations/metrics.ts';
import { continueTrace, traceIdOf } from '../../operations/traceparent.ts';
import { requestSpan } from '../../operations/tracing.ts';
import { formType } from '../request/form-fields.ts';
import { attachContext, contextOf, findContext, runInRequest } from '../request/request-context.ts';
import type { RouteFacts } from '../request/route-config.ts';
import { findUnsafeValues } from '../request/unsafe-values.ts';
import { beginUpload, endUpload } from '../request/upload.ts';
import { problemDocument } from '../response/problem-document.ts';
import type { KnownRoutes } from './known-routes.ts';
import { type ProblemFilter, problemType } from './problem.filter.ts';
import { securityHeaders } from './security-headers.ts';

export interface HookOptions {
  readonly authorize: Authorize;
  readonly knownRoutes: KnownRoutes;
  readonly logger: Logger;
  readonly metrics: HttpMetrics;
  readonly filter: ProblemFilter;
  readonly closing: () => boolean;
  readonly requestTimeoutMs: number;
}

const routeOf = (request: FastifyRequest): string =>
  request.is404 ? '(unknown)' : (request.routeOptions.url ?? '(unknown)');

const unsupportedMedia = () =>
  new UnsupportedMedia('body.unsupported-media-type', 'This route does not take a body of this Content-Type.');
const multipart = /^multipart\/form-data\b/i;

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

/** The steps of every request, in order: context and trace, key and role, body, values, handler, answer, log. */
export function registerRequestHooks(fastify: FastifyInstance, options: HookOptions): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const route = routeOf(request);
    const span = requestSpan(continueTrace(header(request, 'traceparent')), request.method, route);
    const path = request.url.split('?', 1)[0] ?? '';
    attachContext(request, { id: request.id, route, span, startedAt: performance.now(), path });
    reply.headers(securityHeaders).header('x-request-id', request.id);
    done();
  });
  fastify.addHook('onRequest', (request) => checkRequestHead(request, options));
  fastify.addHook('preHandler', (request, _reply, done) => {
    try {
      assertSafeUrl(request);
      hashIdempotentRequest(request);
    } catch (error) {
      done(error as Error);
      return;
    }
    runInRequest(contextOf(request), done);
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (options.closing()) reply.header('connection', 'close');
    // Fastify closes after a refused body; a client that still sends would lose the answer. Node reads and drops the rest.
    else if (reply.getHeader('connection') === 'close') reply.removeHeader('connection');
    done(null, payload);
  });
  // These lines hold only our own words, so no redaction is needed.
  const requestLog = options.logger.child({}, { redact: [] });
  fastify.addHook('onResponse', (request, reply, done) => {
    endUpload(request);
    logRequest(request, reply, requestLog, options.metrics);
    done();
  });
  registerMethodNotAllowed(fastify, options);
}

async function checkRequestHead(request: FastifyRequest, options: HookOptions): Promise<void> {
  if (request.is404) return;
  const context = contextOf(request);
  const facts = request.routeOptions.config as RouteFacts;
  const actor = await options.authorize(request, facts);
  if (actor) context.actor = actor;
  const encoding = header(request, 'content-encoding');
  if (encoding && encoding.toLowerCase() !== 'identity') {
    throw new UnsupportedMedia('body.unsupported-encoding', 'The body must be sent without Content-Encoding.');
  }
  if (facts.upload) beginUpload(request, options.requestTimeoutMs);
  else if (multipart.test(header(request, 'content-type') ?? ''))
    throw new UnsupportedMedia('body.unsupported-media-type', 'This route does not take a body of this Content-Type.');
  const isForm = header(request, 'content-type')?.split(';')[0]?.trim().toLowerCase() === formType;
  const takesForm = facts.form === true;
  if (isForm ? !takesForm : takesForm && request.headers['content-type'] !== undefined) {
    throw unsupportedMedia();
  }
  if (request.method !== 'POST' || !actor) return;
  const key = readIdempotencyKey(request.headers['idempotency-key']);
  if (key !== undefined) context.idempotency = { key, request: Buffer.alloc(0) };
}

function hashIdempotentRequest(request: FastifyRequest): void {
  const context = contextOf(request);
  if (!context.idempotency) return;
  const { method, url, headers } = request;
  context.idempotency.request = requestHash({ method, url, headers, body: context.bodyDigest });
  delete context.bodyDigest;
}

function assertSafeUrl(request: FastifyRequest): void {
  const faults = [...findUnsafeValues(request.params, '/path'), ...findUnsafeValues(request.query, '/query')];
  if (faults.length > 0)
    throw new Invalid('request.invalid', 'The address has characters that cannot be stored.', faults);
}

function logRequest(request: FastifyRequest, reply: FastifyReply, logger: Logger, metrics: HttpMetrics): void {
  const context = findContext(request);
  if (!context) return;
  const ms = performance.now() - context.startedAt;
  const { route } = context;
  metrics.observe(request.method, route, reply.statusCode, ms / 1000);
  context.span.end(reply.statusCode);
  logger.info(
    {
      requestId: context.id,
      traceId: traceIdOf(context.span.traceparent),
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(ms * 10) / 10,
      ...(context.actor ? { client: context.actor.name } : {}),
    },
    'request',
  );
}

/** A path that exists under other methods is a 405 with Allow, before Nest answers 404. */
function registerMethodNotAllowed(fastify: FastifyInstance, { knownRoutes }: HookOptions): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const allowed = request.is404 ? knownRoutes.methodsOf(request.url.split('?')[0] ?? '') : [];
    if (allowed.length === 0) return done();
    const detail = `${request.method} is not possible here, only ${allowed.join(', ')}.`;
    const document = problemDocument(405, 'route.method-not-allowed', detail, request.id);
    reply
      .code(405)
      .header('allow', allowed.join(', '))
      .header('content-type', problemType)
      .send(JSON.stringify(document));
  });
}
