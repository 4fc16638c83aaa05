import { type FieldError, Invalid, Problem, type ProblemKind, TooMany, Unavailable } from '@harken/errors';

/** A problem document (RFC 9457) with our stable `code` and the field errors of the request. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly instance: string;
  readonly errors?: readonly FieldError[];
  readonly [fact: string]: unknown;
}

export interface ProblemResponse {
  readonly document: ProblemDocument;
  readonly headers: Readonly<Record<string, string>>;
}

const statuses: Readonly<Record<ProblemKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'rule-broken': 409,
  stale: 412,
  'too-large': 413,
  'unsupported-media': 415,
  'key-reused': 422,
  'too-many': 429,
  unavailable: 503,
};

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  401: 'A valid key is needed',
  403: 'The key does not allow this',
  404: 'Not found',
  405: 'The method is not allowed here',
  408: 'The request took too long to arrive',
  409: 'A rule forbids this',
  412: 'Changed by somebody else',
  413: 'Too large',
  414: 'The address is too long',
  415: 'The media type is not supported',
  422: 'The Idempotency-Key was used for another request',
  429: 'Too many requests',
  431: 'The headers are too large',
  500: 'Something went wrong on our side',
  503: 'Not available for the moment',
};

export const statusOf = (problem: Problem): number => statuses[problem.kind];

const reserved = new Set(['type', 'title', 'status', 'detail', 'code', 'instance', 'errors']);

export function problemDocument(
  status: number,
  code: string,
  detail: string,
  instance: string,
  extra: { readonly errors?: readonly FieldError[]; readonly facts?: Readonly<Record<string, unknown>> } = {},
): ProblemDocument {
  const facts = Object.fromEntries(Object.entries(extra.facts ?? {}).filter(([name]) => !reserved.has(name)));
  return {
    ...facts,
    type: `/problems/${code}`,
    title: titles[status] ?? 'The request was refused',
    status,
    detail,
    code,
    instance: `urn:uuid:${instance}`,
    ...(extra.errors && extra.errors.length > 0 ? { errors: extra.errors } : {}),
  };
}

/** The response to a Problem that Harken threw on purpose. */
export function problemResponse(problem: Problem, instance: string): ProblemResponse {
  const status = statusOf(problem);
  const headers: Record<string, string> = {};
  if (problem instanceof TooMany || problem instanceof Unavailable) {
    headers['retry-after'] = String(Math.max(1, Math.ceil(problem.retryAfterSeconds)));
  }
  if (status === 401) headers['www-authenticate'] = 'Bearer realm="harken"';
  return {
    document: problemDocument(status, problem.code, problem.message, instance, {
      facts: problem.details,
      ...(problem instanceof Invalid ? { errors: problem.errors } : {}),
    }),
    headers,
  };
}
