import { newId } from '@harken/messaging';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { admission, type RateLimits } from '../../access/authenticator.ts';
import type { KeyBook } from '../../access/keys/key-book.ts';
import type { ContentTypes } from '../../definition/service-definition.ts';
import type { Logger } from '../../operations/logger.ts';
import type { HttpMetrics } from '../../operations/metrics.ts';
import { registerBodyParsers } from '../request/body-parsers.ts';
import type { RouteFacts } from '../request/route-config.ts';
import { refuseMalformed } from './client-errors.ts';
import { type ControllerOf, directHandler } from './direct.ts';
import { type Drain, drainOf } from './drain.ts';
import { KnownRoutes } from './known-routes.ts';
import type { ProblemFilter } from './problem.filter.ts';
import { registerRequestHooks } from './request-hooks.ts';

export interface HttpOptions {
  readonly bodyLimit: number;
  readonly batchBodyLimit: number;
  readonly requestTimeoutMs: number;
  readonly trustedProxies: readonly string[];
  readonly contentTypes: ContentTypes;
  readonly limits: RateLimits;
  readonly keys: KeyBook;
  readonly logger: Logger;
  readonly metrics: HttpMetrics;
  readonly filter: ProblemFilter;
  readonly controllerOf: ControllerOf;
  /** True from the first moment of the shutdown. */
  readonly closing: () => boolean;
}

/** Fastify with everything that holds for every route: limits, security headers, keys, problems, logs. */
export function httpServer(options: HttpOptions): { adapter: FastifyAdapter; drain: Drain } {
  const adapter = new FastifyAdapter({
    logger: false,
    bodyLimit: options.bodyLimit,
    requestTimeout: options.requestTimeoutMs,
    keepAliveTimeout: 72_000,
    // A request on a connection that was kept alive is still answered while we close.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    genReqId: () => newId(),
    routerOptions: { maxParamLength: 2_048 },
    http: { headersTimeout: 15_000, maxHeaderSize: 16_384 },
    clientErrorHandler: refuseMalformed,
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      options.filter.answer(error, request, reply),
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  const known = new KnownRoutes();
  fastify.addHook('onRoute', (route) => declare(route, known, options));
  const drain = drainOf(fastify);
  registerBodyParsers(fastify, options.contentTypes);
  registerRequestHooks(fastify, { ...options, known, admit: admission(options.keys, options.limits) });
  return { adapter, drain };
}

/** Stops the start for a route that nobody said who may call. */
function declare(route: RouteOptions, known: KnownRoutes, options: HttpOptions): void {
  const facts = (route.config ?? {}) as RouteFacts;
  if (route.url === '*' || route.url === '/*') return;
  if (!facts.roles && !facts.public) {
    throw new TypeError(
      `${String(route.method)} ${route.url} says neither @Roles(...) nor @Public(): nobody knows who may call it.`,
    );
  }
  if (facts.batch) route.bodyLimit = options.batchBodyLimit;
  if (facts.direct) route.handler = directHandler(facts.direct, options);
  known.add(route.method, route.url);
}
