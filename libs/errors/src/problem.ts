/** One fault in a request body, query or setting. `pointer` is a JSON pointer (RFC 6901), e.g. `/answers/nps`. */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** What went wrong, without any idea of HTTP: only the HTTP filter maps a kind to a status, only the consumer maps it to a retry or a dead letter. */
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
 * Base of every refusal that Harken makes on purpose. `code` is stable and public (`complaint.answer-missing`);
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

/** The input itself is wrong; `faults` names every fault found, not only the first. */
export class Invalid extends Problem {
  readonly kind = 'invalid';
  readonly faults: readonly Fault[];

  constructor(code: string, message: string, faults: readonly Fault[] = []) {
    super(code, message);
    this.faults = faults;
  }
}

/** No credentials, or credentials that are not known (any more). */
export class Unauthenticated extends Problem {
  readonly kind = 'unauthenticated';
}

/** Known, but the role does not allow it. */
export class Forbidden extends Problem {
  readonly kind = 'forbidden';
}

/** The named thing does not exist: `new NotFound('complaint', id)` has the code `complaint.not-found`. */
export class NotFound extends Problem {
  readonly kind = 'not-found';

  constructor(what: string, id: string) {
    super(`${what}.not-found`, `No ${what} has the id ${id}.`, { id });
  }
}

/** A rule of the domain forbids it in the present state. Trying again unchanged cannot help. */
export class RuleBroken extends Problem {
  readonly kind = 'rule-broken';
}

/** The caller decided on an old version of the thing. */
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

/** Over the rate; `retryAfterSeconds` says when to come again. */
export class TooMany extends Problem {
  readonly kind = 'too-many';
  readonly retryAfterSeconds: number;

  constructor(code: string, message: string, retryAfterSeconds: number) {
    super(code, message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** A dependency is away for the moment; the same request may succeed later. */
export class Unavailable extends Problem {
  readonly kind = 'unavailable';
  readonly retryAfterSeconds: number;

  constructor(code: string, message: string, retryAfterSeconds = 2) {
    super(code, message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
