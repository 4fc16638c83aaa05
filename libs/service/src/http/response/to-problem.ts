import { databaseErrorKind } from '@harken/database';
import { Problem } from '@harken/errors';
import { HttpException } from '@nestjs/common';
import { type ProblemResponse, problemDocument, problemResponse } from './problem-document.ts';

/** The level of the log line. Errors of the caller are not logged. */
type LogLevel = 'silent' | 'warn' | 'error';

export interface MappedProblem extends ProblemResponse {
  readonly log: LogLevel;
}

interface MappedStatus {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

/** Errors that Fastify throws before it calls a route. */
const fastifyErrors: Readonly<Record<string, MappedStatus>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: 'body.unsupported-media-type',
    detail: 'This route does not take a body of this Content-Type.',
  },
  FST_ERR_CTP_INVALID_TYPE: {
    status: 415,
    code: 'body.unsupported-media-type',
    detail: 'The Content-Type cannot be read.',
  },
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: 'body.too-large',
    detail: 'The body is larger than this route takes.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    status: 400,
    code: 'body.wrong-length',
    detail: 'The body is not as long as Content-Length says.',
  },
  FST_ERR_BAD_URL: { status: 400, code: 'route.malformed', detail: 'The address cannot be read.' },
  FST_ERR_ASYNC_CONSTRAINT: { status: 404, code: 'route.not-found', detail: 'There is nothing at this address.' },
  FST_ERR_MAX_PARAM_LENGTH: { status: 414, code: 'route.too-long', detail: 'A part of the address is too long.' },
};

const byStatus: Readonly<Record<number, MappedStatus>> = {
  400: { status: 400, code: 'request.invalid', detail: 'The request cannot be read.' },
  404: { status: 404, code: 'route.not-found', detail: 'There is nothing at this address.' },
  408: { status: 408, code: 'request.too-slow', detail: 'The request took too long to arrive.' },
  413: { status: 413, code: 'body.too-large', detail: 'The body is larger than this route takes.' },
  414: { status: 414, code: 'route.too-long', detail: 'A part of the address is too long.' },
  415: {
    status: 415,
    code: 'body.unsupported-media-type',
    detail: 'This route does not take a body of this Content-Type.',
  },
};

const problemFor = (
  { status, code, detail }: MappedStatus,
  id: string,
  headers: Record<string, string> = {},
): MappedProblem => ({
  document: problemDocument(status, code, detail, id),
  headers,
  log: status >= 500 ? 'error' : 'silent',
});

const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
};

/** Maps any thrown value to the problem that the caller sees. Never throws, never reveals internals. */
export function toProblem(thrown: unknown, id: string): MappedProblem {
  const error = thrown instanceof HttpException && thrown.cause !== undefined ? thrown.cause : thrown;
  if (error instanceof Problem)
    return { ...problemResponse(error, id), log: error.kind === 'unavailable' ? 'warn' : 'silent' };
  const refusal = fastifyErrors[codeOf(error)];
  if (refusal) return problemFor(refusal, id);
  if (thrown instanceof HttpException) return httpExceptionToProblem(thrown, id);
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500)
    return problemFor(byStatus[status] ?? statusWithoutCode(status), id);
  return databaseErrorToProblem(error, id);
}

const statusWithoutCode = (status: number): MappedStatus => ({
  status,
  code: 'request.refused',
  detail: 'The request was refused.',
});

function httpExceptionToProblem(exception: HttpException, id: string): MappedProblem {
  const status = exception.getStatus();
  if (status === 404 && /^Cannot [A-Z]+ /.test(exception.message))
    return problemFor(byStatus[404] ?? statusWithoutCode(404), id);
  if (status >= 500) return unexpectedError(id);
  return problemFor({ status, code: byStatus[status]?.code ?? 'request.refused', detail: exception.message }, id);
}

function databaseErrorToProblem(error: unknown, id: string): MappedProblem {
  switch (databaseErrorKind(error)) {
    case 'unavailable':
      return {
        ...problemFor(
          {
            status: 503,
            code: 'service.unavailable',
            detail: 'A part that this needs is away for the moment. Try again.',
          },
          id,
          { 'retry-after': '2' },
        ),
        log: 'warn',
      };
    case 'conflict-retry':
      return problemFor(
        { status: 503, code: 'service.busy', detail: 'Too many changes of the same thing at once. Try again.' },
        id,
        { 'retry-after': '1' },
      );
    case 'conflict':
      return {
        ...problemFor(
          { status: 409, code: 'request.conflict', detail: 'This contradicts what is stored already.' },
          id,
        ),
        log: 'warn',
      };
    case 'invalid':
      return {
        ...problemFor({ status: 400, code: 'request.invalid', detail: 'A value in the request cannot be stored.' }, id),
        log: 'warn',
      };
    default:
      return unexpectedError(id);
  }
}

const unexpectedError = (id: string): MappedProblem =>
  problemFor(
    { status: 500, code: 'service.fault', detail: 'This is our fault. The instance finds it in our logs.' },
    id,
  );
