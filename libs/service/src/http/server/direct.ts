import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { type DirectFacts, routeConfig } from '../request/route-config.ts';
import { Answer } from '../response/answer.ts';
import { written } from './answer.interceptor.ts';
import type { ProblemFilter } from './problem.filter.ts';

type Controller = Readonly<Record<string | symbol, (request: FastifyRequest) => Promise<Answer<unknown>>>>;
export type ControllerOf = (type: DirectFacts['controller']) => unknown;

/**
 * A route where every microsecond counts: Fastify calls the method without Nest's pipes, guards and interceptors. The
 * method takes the Fastify request alone and returns an Answer. Keys, roles, limits, the idempotency of POSTs, problems
 * and the OpenAPI document are those of every route.
 */
export const Direct = (): MethodDecorator => (target, method, descriptor) =>
  routeConfig({ direct: { controller: target.constructor, method } })(target, method, descriptor);

export function directHandler(
  { controller, method }: DirectFacts,
  { controllerOf, filter }: { readonly controllerOf: ControllerOf; readonly filter: ProblemFilter },
): RouteHandlerMethod {
  const name = `${controller.name}.${String(method)}`;
  let found: Controller | undefined;
  return async (request: FastifyRequest, reply: FastifyReply) => {
    try {
      found ??= controllerOf(controller) as Controller;
      const answer = await found[method]?.(request);
      if (!(answer instanceof Answer)) throw new TypeError(`${name} is direct and must return an Answer.`);
      reply.send(written(answer, request, reply, name));
    } catch (error) {
      filter.answer(error, request, reply);
    }
    return reply;
  };
}
