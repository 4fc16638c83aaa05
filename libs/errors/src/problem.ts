/** One wrong field of a request. `pointer` is a JSON pointer (RFC 6901), e.g. `/answers/nps`. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** The kind of problem, independent of HTTP and Kafka: the HTTP filter maps it to a status, the consumer to retry or dead letter. */
export type ProblemKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'rule-broken'
  | 'stale'
  | 'too-large'
  | 'unsupported-media'
  | 'key-reused'
  | 'too-many'
  | 'unavailable';

export type ProblemDetails = Readonly<Record<string, unknown>>;

/**
 * Base of every problem that Harken reports on purpose. `code` is stable and public (`complaint.answer-missing`);
 * `message` is a sentence for people; `details` are facts without personal data.
 */
export abstract class Problem extends Error {
  abstract readonly kind: ProblemKind;
  readonly code: string;
  readonly details: ProblemDetails;

  constructor(code: string, message: string, details: ProblemDetails = {}) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.details = details;
  }
}

/** So many faults are listed at most, so that no answer is larger than its request deserves. */
export const maxListedFaults = 100;

/** The input is wrong; names every wrong field, not only the first, up to `maxListedFaults`. */
export class Invalid extends Problem {
  readonly kind = 'invalid';
  readonly errors: readonly FieldError[];

  constructor(code: string, message: string, errors: readonly FieldError[] = []) {
    super(code, message);
    this.errors = errors.length > maxListedFaults ? errors.slice(0, maxListedFaults) : errors;
  }
}

/** No credentials, or credentials that are unknown or revoked. */
export class Unauthenticated extends Problem {
  readonly kind = 'unauthenticated';
}

/** The caller is known, but the role does not allow it. */
export class Forbidden extends Problem {
  readonly kind = 'forbidden';
}

/** Nothing has this id: `new NotFound('complaint', id)` has the code `complaint.not-found`; of more words `action-plan.not-found`. */
export class NotFound extends Problem {
  readonly kind = 'not-found';

  constructor(what: string, id: string) {
    super(`${what.replaceAll(' ', '-')}.not-found`, `No ${what.replaceAll('-', ' ')} has the id ${id}.`, { id });
  }
}

/** A rule of the domain forbids it in the current state. Retrying unchanged cannot help. */
export class RuleBroken extends Problem {
  readonly kind = 'rule-broken';
}

/** The caller decided on an old version. */
export class Stale extends Problem {
  readonly kind = 'stale';
}

export class TooLarge extends Problem {
  readonly kind = 'too-large';
}

export class UnsupportedMedia extends Problem {
  readonly kind = 'unsupported-media';
}

/** An `Idempotency-Key` came again with another request. */
export class KeyReused extends Problem {
  readonly kind = 'key-reused';
}

/** Over the rate limit; retry after `retryAfterSeconds`. */
export class TooMany extends Problem {
  readonly kind = 'too-many';
  readonly retryAfterSeconds: number;

  constructor(code: string, message: string, retryAfterSeconds: number) {
    super(code, message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** A dependency is unavailable at the moment; the same request may succeed later. */
export class Unavailable extends Problem {
  readonly kind = 'unavailable';
  readonly retryAfterSeconds: number;

  constructor(code: string, message: string, retryAfterSeconds = 2) {
    super(code, message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
