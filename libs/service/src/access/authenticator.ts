import { Forbidden, TooMany, Unauthenticated } from '@harken/errors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RouteFacts } from '../http/route-config.ts';
import type { KeyBook } from './key-book.ts';
import type { Actor } from './roles.ts';

export interface RateLimits {
  readonly perKeyAndSecond: number;
  readonly refusedPerAddressAndMinute: number;
}

/** Lets a request in or throws: 401 without a valid key, 403 without the role, 429 over the rate. */
export type Admit = (request: FastifyRequest, facts: RouteFacts) => Promise<Actor | undefined>;

const bearer = /^Bearer +([\x21-\x7e]{1,8192})$/i;

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;

async function count(limiter: Limiter | undefined, request: FastifyRequest): Promise<void> {
  const limit = await limiter?.(request);
  if (limit && !limit.isAllowed && limit.isExceeded) {
    throw new TooMany('access.too-many-requests', 'Too many requests from here. Wait a little.', limit.ttlInSeconds);
  }
}

/**
 * Checks the bearer of every request. Today it is an API key; a token that is no `hk_` key is where OIDC will come in:
 * it needs another reader here that gives an Actor, and nothing else changes.
 */
export function admission(fastify: FastifyInstance, keys: KeyBook, limits: RateLimits): Admit {
  const perKey =
    limits.perKeyAndSecond > 0
      ? fastify.createRateLimit({
          max: limits.perKeyAndSecond,
          timeWindow: 1_000,
          keyGenerator: (request) => actors.get(request)?.name ?? request.ip,
        })
      : undefined;
  const refused =
    limits.refusedPerAddressAndMinute > 0
      ? fastify.createRateLimit({ max: limits.refusedPerAddressAndMinute, timeWindow: 60_000 })
      : undefined;
  const actors = new WeakMap<FastifyRequest, Actor>();

  const actorOf = async (request: FastifyRequest): Promise<Actor> => {
    const header = request.headers.authorization;
    const actor = await keys.actorOf(bearer.exec(header ?? '')?.[1] ?? '');
    if (actor) return actor;
    await count(refused, request);
    if (!header) throw new Unauthenticated('access.key-missing', 'Send a key: Authorization: Bearer hk_...');
    throw new Unauthenticated('access.key-invalid', 'This key is not valid, or not any more.');
  };

  return async (request, facts) => {
    if (facts.public) {
      await count(refused, request);
      return undefined;
    }
    const actor = await actorOf(request);
    actors.set(request, actor);
    await count(perKey, request);
    const wanted = facts.roles ?? [];
    if (!actor.roles.some((role) => wanted.includes(role))) {
      throw new Forbidden('access.role-missing', `This needs one of the roles ${wanted.join(', ')}.`, {
        roles: wanted,
      });
    }
    return actor;
  };
}
