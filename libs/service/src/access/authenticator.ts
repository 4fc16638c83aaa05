import { Forbidden, TooMany, Unauthenticated } from '@harken/errors';
import type { FastifyRequest } from 'fastify';
import type { RouteFacts } from '../http/request/route-config.ts';
import type { KeyBook } from './keys/key-book.ts';
import type { Actor } from './keys/roles.ts';
import { RateLimit } from './rate-limit.ts';

export interface RateLimits {
  readonly perKeyAndSecond: number;
  readonly refusedPerAddressAndMinute: number;
}

/** Lets a request in or throws: 401 without a valid key, 403 without the role, 429 over the rate. */
export type Admit = (request: FastifyRequest, facts: RouteFacts) => Promise<Actor | undefined>;

const bearer = /^Bearer +([\x21-\x7e]{1,8192})$/i;

function count(limit: RateLimit, caller: string): void {
  const seconds = limit.count(caller, performance.now());
  if (seconds > 0)
    throw new TooMany('access.too-many-requests', 'Too many requests from here. Wait a little.', seconds);
}

/**
 * Checks the bearer of every request. Today it is an API key; a token that is no `hk_` key is where OIDC will come in:
 * it needs another reader here that gives an Actor, and nothing else changes.
 */
export function admission(keys: KeyBook, limits: RateLimits): Admit {
  const perClient = new RateLimit(limits.perKeyAndSecond, 1_000);
  const refused = new RateLimit(limits.refusedPerAddressAndMinute, 60_000);

  const actorOf = async (request: FastifyRequest): Promise<Actor> => {
    const header = request.headers.authorization;
    const actor = await keys.actorOf(bearer.exec(header ?? '')?.[1] ?? '');
    if (actor) return actor;
    count(refused, request.ip);
    if (!header) throw new Unauthenticated('access.key-missing', 'Send a key: Authorization: Bearer hk_...');
    throw new Unauthenticated('access.key-invalid', 'This key is not valid, or not any more.');
  };

  return async (request, facts) => {
    if (facts.public) {
      count(refused, request.ip);
      return undefined;
    }
    const actor = await actorOf(request);
    count(perClient, actor.name);
    const wanted = facts.roles ?? [];
    if (!actor.roles.some((role) => wanted.includes(role))) {
      throw new Forbidden('access.role-missing', `This needs one of the roles ${wanted.join(', ')}.`, {
        roles: wanted,
      });
    }
    return actor;
  };
}
