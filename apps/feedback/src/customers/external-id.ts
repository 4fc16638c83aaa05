import { Invalid } from '@harken/errors';

/** Checks that an external id from a path can be stored. */
export function parseExternalId(text: string): string {
  if ([...text].length <= 200 && text.isWellFormed() && !text.includes('\0')) return text;
  throw new Invalid('request.invalid', 'The external id cannot be used.', [
    { pointer: '/path/externalId', code: 'wrong-length', detail: 'must have 1 to 200 characters, none of them NUL' },
  ]);
}
