import { Forbidden, TooMany, Unauthenticated } from '@harken/errors';
import type { FastifyRequest } from 'fastify';
import type { RouteFacts } from '../http/request/route-config.ts';
import type { ApiKeyCache } from './keys/api-key-cache.ts';
import type { Actor } from './keys/roles.ts';
import { RateLimit } from './rate-limit.ts';
import type { TokenReader } from './tokens/token-reader.ts';

export interface RateLimits {
  readonly perKeyAndSecond: number;
  readonly unauthenticatedPerAddressAndMinute: number;
  readonly publicPerAddressAndMinute: number;
}

/** Returns the caller or throws: 401 without a valid key, 403 without the role, 429 over the rate. */
export type Authorize = (request: FastifyRequest, facts: RouteFacts) => Promise<Actor | undefined>;

const bearer = /^Bearer +([\x21-\x7e]{1,8192})$/i;

function assertWithinRate(limit: RateLimit, caller: string): void {
  const seconds = limit.count(caller);
  if (seconds > 0)
    throw new TooMany('access.too-many-requests', 'Too many requests from here. Wait a little.', seconds);
}

/** Checks the bearer of every request: an API key, or a signed token of a configured issuer. */
export function authGuard(keys: ApiKeyCache, tokens: TokenReader, limits: RateLimits): Authorize {
  const perClient = new RateLimit(limits.perKeyAndSecond, 1_000);
  const perAddress = new RateLimit(limits.unauthenticatedPerAddressAndMinute, 60_000);
  const perVisitor = new RateLimit(limits.publicPerAddressAndMinute, 60_000);

  const actorOf = async (request: FastifyRequest): Promise<Actor> => {
    const header = request.headers.authorization;
    const credential = bearer.exec(header ?? '')?.[1] ?? '';
    if (tokens.reads(credential)) return actorOfToken(request, credential);
    const actor = await keys.actorOf(credential);
    if (actor) return actor;
    assertWithinRate(perAddress, request.ip);
    if (!header) throw new Unauthenticated('access.key-missing', 'Send a key: Authorization: Bearer hk_...');
    throw new Unauthenticated('access.key-invalid', 'This key is not valid, or not any more.');
  };

  const actorOfToken = async (request: FastifyRequest, token: string): Promise<Actor> => {
    try {
      return await tokens.actorOf(token);
    } catch (error) {
      assertWithinRate(perAddress, request.ip);
      throw error;
    }
  };

  return async (request, facts) => {
    if (facts.public) {
      assertWithinRate(perVisitor, request.ip);
      return undefined;
    }
    const actor = await actorOf(request);
    assertWithinRate(perClient, actor.clientId);
    const allowed = facts.roles ?? [];
    if (!actor.roles.some((role) => allowed.includes(role))) {
      throw new Forbidden('access.role-missing', `This needs one of the roles ${allowed.join(', ')}.`, {
        roles: allowed,
      });
    }
    return actor;
  };
}
