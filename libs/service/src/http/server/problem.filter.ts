import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Replay } from '../../idempotency/requests.ts';
import type { StoredAnswer } from '../../idempotency/stored-answers.ts';
import type { Logger } from '../../operations/logger.ts';
import { findContext } from '../request/request-context.ts';
import { type Judged, judge } from '../response/problem-of-error.ts';

export const problemType = 'application/problem+json; charset=utf-8';

/** Answers everything that was thrown with a problem document, and logs what is not the caller's doing, once. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    if (error instanceof Replay) {
      replay(error.answer, reply);
      return;
    }
    const id = findContext(request)?.id ?? request.id;
    const judged = judge(error, id);
    if (judged.log !== 'silent') this.logger[judged.log]({ err: error, requestId: id }, judged.document.code);
    if (reply.sent || reply.raw.headersSent) {
      // Too late for another answer: cutting the connection tells the client that this one is not whole.
      reply.raw.destroy();
      return;
    }
    reply.header('x-request-id', id);
    send(judged, reply);
  }
}

function send({ document, headers }: Judged, reply: FastifyReply): void {
  for (const name of ['etag', 'location', 'cache-control', 'content-length', 'content-disposition'])
    reply.removeHeader(name);
  reply.code(document.status).headers(headers).header('content-type', problemType).send(JSON.stringify(document));
}

function replay({ status, headers, body }: StoredAnswer, reply: FastifyReply): void {
  reply.code(status).headers(headers).header('idempotency-replayed', 'true');
  if (body === null) {
    reply.send();
    return;
  }
  if (!headers['content-type']) reply.header('content-type', 'application/json; charset=utf-8');
  reply.send(body);
}
