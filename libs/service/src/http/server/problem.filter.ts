import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StoredResponse } from '../../idempotency/stored-responses.ts';
import { Replay } from '../../idempotency/unit-of-work.ts';
import type { Logger } from '../../operations/logger.ts';
import { findContext } from '../request/request-context.ts';
import { type MappedProblem, toProblem } from '../response/to-problem.ts';

export const problemType = 'application/problem+json; charset=utf-8';

/** Turns every thrown error into a problem document. Logs errors once unless the caller caused them. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    if (error instanceof Replay) {
      replay(error.response, reply);
      return;
    }
    const id = findContext(request)?.id ?? request.id;
    const problem = toProblem(error, id);
    if (problem.log !== 'silent') this.logger[problem.log]({ err: error, requestId: id }, problem.document.code);
    if (reply.sent || reply.raw.headersSent) {
      // The response has begun: cutting the connection tells the client that it is incomplete.
      reply.raw.destroy();
      return;
    }
    reply.header('x-request-id', id);
    send(problem, reply);
  }
}

function send({ document, headers }: MappedProblem, reply: FastifyReply): void {
  for (const name of ['etag', 'location', 'cache-control', 'content-length', 'content-disposition'])
    reply.removeHeader(name);
  reply.code(document.status).headers(headers).header('content-type', problemType).send(JSON.stringify(document));
}

function replay({ status, headers, body }: StoredResponse, reply: FastifyReply): void {
  reply.code(status).headers(headers).header('idempotency-replayed', 'true');
  if (body === null) {
    reply.send();
    return;
  }
  if (!headers['content-type']) reply.header('content-type', 'application/json; charset=utf-8');
  reply.send(body);
}
