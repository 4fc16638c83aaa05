import { newId } from '@harken/messaging';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { authGuard, type RateLimits } from '../../access/auth-guard.ts';
import type { ApiKeyCache } from '../../access/keys/api-key-cache.ts';
import type { TokenReader } from '../../access/tokens/token-reader.ts';
import type { ContentTypes } from '../../definition/service-definition.ts';
import type { Logger } from '../../operations/logger.ts';
import type { HttpMetrics } from '../../operations/metrics.ts';
import { registerBodyParsers } from '../request/body-parsers.ts';
import { readLargeBodiesInTurn } from '../request/large-bodies.ts';
import type { RouteFacts } from '../request/route-config.ts';
import { handleClientError } from './client-error.ts';
import { type ControllerOf, directHandler } from './direct.ts';
import { createDrain, type Drain } from './drain.ts';
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
  readonly keys: ApiKeyCache;
  readonly tokens: TokenReader;
  readonly logger: Logger;
  readonly metrics: HttpMetrics;
  readonly filter: ProblemFilter;
  readonly controllerOf: ControllerOf;
  /** True from the first moment of the shutdown. */
  readonly closing: () => boolean;
}

/** Fastify with what every route shares: limits, security headers, keys, problems, logs. */
export function createHttpServer(options: HttpOptions): { adapter: FastifyAdapter; drain: Drain } {
  const adapter = new FastifyAdapter({
    logger: false,
    bodyLimit: options.bodyLimit,
    requestTimeout: options.requestTimeoutMs,
    keepAliveTimeout: 72_000,
    // Requests on kept-alive connections are still answered while the server closes.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    genReqId: () => newId(),
    routerOptions: { maxParamLength: 2_048 },
    http: { headersTimeout: 15_000, maxHeaderSize: 16_384 },
    clientErrorHandler: handleClientError,
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      options.filter.answer(error, request, reply),
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  const knownRoutes = new KnownRoutes();
  fastify.addHook('onRoute', (route) => registerRoute(route, knownRoutes, options));
  const drain = createDrain(fastify);
  readLargeBodiesInTurn(fastify, options.bodyLimit);
  registerBodyParsers(fastify, options.contentTypes);
  registerRequestHooks(fastify, {
    ...options,
    knownRoutes,
    authorize: authGuard(options.keys, options.tokens, options.limits),
  });
  return { adapter, drain };
}

/** Stops the start when a route has neither `@Roles` nor `@Public`. */
function registerRoute(route: RouteOptions, knownRoutes: KnownRoutes, options: HttpOptions): void {
  const facts = (route.config ?? {}) as RouteFacts;
  if (route.url === '*' || route.url === '/*') return;
  if (!facts.roles && !facts.public) {
    throw new TypeError(`${String(route.method)} ${route.url} has neither @Roles(...) nor @Public().`);
  }
  if (facts.batch) route.bodyLimit = options.batchBodyLimit;
  if (facts.direct) route.handler = directHandler(facts.direct, options);
  knownRoutes.add(route.method, route.url);
}
