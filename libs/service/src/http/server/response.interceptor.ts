import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { noneMatch } from '../request/etag.ts';
import { contextOf } from '../request/request-context.ts';
import { HttpResponse } from '../response/http-response.ts';

/** Writes an HttpResponse onto the reply, honours If-None-Match, and checks that a POST with an Idempotency-Key was stored. */
@Injectable()
export class ResponseInterceptor implements NestInterceptor {
  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = execution.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const route = `${execution.getClass().name}.${execution.getHandler().name}`;
    // Nest has set the status of the route by now: 201 for a POST, or the value of @HttpCode.
    contextOf(request).defaultStatus = reply.statusCode;
    return next.handle().pipe(map((result: unknown) => prepareReply(result, request, reply, route)));
  }
}

/** Sets status and headers of the reply and returns the body to send. */
export function prepareReply(result: unknown, request: FastifyRequest, reply: FastifyReply, route: string): unknown {
  const context = contextOf(request);
  if (context.idempotency && !reply.sent && context.storedResult !== result) {
    throw new TypeError(`${route} is a POST and must return what UnitOfWork.transaction returned, unchanged.`);
  }
  return result instanceof HttpResponse ? applyHttpResponse(result, request, reply) : result;
}

function applyHttpResponse(answer: HttpResponse<unknown>, request: FastifyRequest, reply: FastifyReply): unknown {
  reply.headers(answer.headers);
  const etag = answer.headers.etag;
  const reading = request.method === 'GET' || request.method === 'HEAD';
  if (reading && etag && !noneMatch(request.headers['if-none-match'], etag)) {
    reply.code(304);
    return undefined;
  }
  reply.code(answer.status);
  return answer.body;
}
