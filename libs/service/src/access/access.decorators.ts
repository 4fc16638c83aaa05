import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { contextOf } from '../http/request/request-context.ts';
import { routeConfig } from '../http/request/route-config.ts';
import type { Actor, Role } from './keys/roles.ts';

type Decorator = MethodDecorator & ClassDecorator;

/** The roles that may call a route; one of them is enough. Required on every route that is not @Public(). */
export function Roles(...roles: readonly Role[]): MethodDecorator {
  if (roles.length === 0) throw new TypeError('@Roles needs at least one role.');
  return (target, name, descriptor) => {
    routeConfig({ roles })(target, name, descriptor);
    ApiExtension('x-roles', roles)(target, name, descriptor);
    (ApiBearerAuth() as Decorator)(target, name, descriptor);
  };
}

/** A route that needs no key. */
export function Public(): MethodDecorator {
  return (target, name, descriptor) => {
    routeConfig({ public: true })(target, name, descriptor);
    ApiExtension('x-public', true)(target, name, descriptor);
  };
}

/** The caller. Only on routes with @Roles. */
export const CurrentActor = createParamDecorator((_: unknown, execution: ExecutionContext): Actor => {
  const { actor } = contextOf(execution.switchToHttp().getRequest<FastifyRequest>());
  if (!actor) throw new TypeError('@CurrentActor() needs @Roles(...) on its route.');
  return actor;
});
