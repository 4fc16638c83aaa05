import { Problem } from '@harken/errors';
import { HttpException } from '@nestjs/common';
import { databaseFault } from '../../database/database-faults.ts';
import { answerOf, type ProblemAnswer, problemDocument } from './problem-document.ts';

/** How loudly the one line in the log speaks of it. Refusals are the caller's business and stay silent. */
type Loudness = 'silent' | 'warn' | 'error';

export interface Judged extends ProblemAnswer {
  readonly log: Loudness;
}

interface Known {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

/** What Fastify refuses before a route is asked. */
const fastifyRefusals: Readonly<Record<string, Known>> = {
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

const byStatus: Readonly<Record<number, Known>> = {
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

const known = ({ status, code, detail }: Known, id: string, headers: Record<string, string> = {}): Judged => ({
  document: problemDocument(status, code, detail, id),
  headers,
  log: status >= 500 ? 'error' : 'silent',
});

const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
};

/** Turns whatever was thrown into the problem that the caller sees. Never throws, never tells a secret. */
export function judge(thrown: unknown, id: string): Judged {
  const error = thrown instanceof HttpException && thrown.cause !== undefined ? thrown.cause : thrown;
  if (error instanceof Problem)
    return { ...answerOf(error, id), log: error.kind === 'unavailable' ? 'warn' : 'silent' };
  const refusal = fastifyRefusals[codeOf(error)];
  if (refusal) return known(refusal, id);
  if (thrown instanceof HttpException) return ofHttpException(thrown, id);
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500)
    return known(byStatus[status] ?? ofStatus(status), id);
  return ofDatabase(error, id);
}

const ofStatus = (status: number): Known => ({ status, code: 'request.refused', detail: 'The request was refused.' });

function ofHttpException(exception: HttpException, id: string): Judged {
  const status = exception.getStatus();
  if (status === 404 && /^Cannot [A-Z]+ /.test(exception.message)) return known(byStatus[404] ?? ofStatus(404), id);
  if (status >= 500) return unexpected(id);
  return known({ status, code: byStatus[status]?.code ?? 'request.refused', detail: exception.message }, id);
}

function ofDatabase(error: unknown, id: string): Judged {
  switch (databaseFault(error)) {
    case 'away':
      return {
        ...known(
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
      return known(
        { status: 503, code: 'service.busy', detail: 'Too many changes of the same thing at once. Try again.' },
        id,
        { 'retry-after': '1' },
      );
    case 'conflict':
      return {
        ...known({ status: 409, code: 'request.conflict', detail: 'This contradicts what is stored already.' }, id),
        log: 'warn',
      };
    case 'invalid':
      return {
        ...known({ status: 400, code: 'request.invalid', detail: 'A value in the request cannot be stored.' }, id),
        log: 'warn',
      };
    default:
      return unexpected(id);
  }
}

const unexpected = (id: string): Judged =>
  known({ status: 500, code: 'service.fault', detail: 'This is our fault. The instance finds it in our logs.' }, id);
