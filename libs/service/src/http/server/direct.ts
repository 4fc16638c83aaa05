import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { type DirectFacts, routeConfig } from '../request/route-config.ts';
import { HttpResponse } from '../response/http-response.ts';
import type { ProblemFilter } from './problem.filter.ts';
import { prepareReply } from './response.interceptor.ts';

type Controller = Readonly<Record<string | symbol, (request: FastifyRequest) => Promise<HttpResponse<unknown>>>>;
export type ControllerOf = (type: DirectFacts['controller']) => unknown;

/**
 * For hot routes: Fastify calls the method without Nest's pipes, guards and interceptors. The method takes only the
 * Fastify request and returns an HttpResponse. Keys, roles, limits, idempotency, problems and the OpenAPI document work as on
 * every route.
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
      if (!(answer instanceof HttpResponse)) throw new TypeError(`${name} is direct and must return an HttpResponse.`);
      reply.send(prepareReply(answer, request, reply, name));
    } catch (error) {
      filter.answer(error, request, reply);
    }
    return reply;
  };
}
