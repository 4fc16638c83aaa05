import { createHash } from 'node:crypto';
import { Invalid } from '@harken/errors';

/** The value of the header, validated; undefined without the header. */
export function readIdempotencyKey(header: string | readonly string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const key = typeof header === 'string' ? header.trim() : '';
  if (key.length >= 1 && key.length <= 255 && /^[\x20-\x7e]+$/.test(key)) return key;
  throw new Invalid('request.invalid', 'Idempotency-Key cannot be used.', [
    {
      pointer: '/header/idempotency-key',
      code: 'wrong-length',
      detail: 'must have 1 to 255 printable ASCII characters',
    },
  ]);
}

export interface RequestParts {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer | undefined;
}

/** Two requests are the same when URL, media type, CloudEvents headers and body (or its digest) are equal. */
export function requestHash(request: RequestParts): Buffer {
  const hash = createHash('sha256').update(`${request.method} ${request.url}\n`);
  const relevantHeaders = Object.keys(request.headers).filter(
    (name) => name === 'content-type' || name.startsWith('ce-'),
  );
  for (const name of relevantHeaders.sort()) hash.update(`${name}: ${String(request.headers[name])}\n`);
  return hash
    .update('\n')
    .update(request.body ?? '')
    .digest();
}
