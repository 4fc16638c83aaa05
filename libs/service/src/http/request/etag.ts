import { Invalid, Stale } from '@harken/errors';

export function etagOf(version: number): string {
  return `"${version}"`;
}

const entityTag = /^(?:W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/;

/**
 * The version that an If-Match header asks for; undefined when there is none or it is `*`.
 * A weak tag counts like a strong one, because proxies that compress weaken the tags they pass on.
 * A tag that we never gave out can match nothing: Stale. Anything that is no entity tag: Invalid.
 */
export function readIfMatch(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const tag = entityTag.exec(header.trim())?.[1];
  if (tag === undefined) {
    throw new Invalid('request.invalid', 'If-Match is not an entity tag.', [
      {
        pointer: '/header/if-match',
        code: 'wrong-format',
        detail: 'must be one entity tag as ETag gave it, like "7", or *',
      },
    ]);
  }
  const version = /^\d{1,15}$/.test(tag) ? Number(tag) : Number.NaN;
  if (!Number.isSafeInteger(version)) throw new Stale('request.stale', 'If-Match names a version that never was.');
  return version;
}

/** Weak comparison, as If-None-Match asks for. */
export function noneMatch(header: string | undefined, etag: string): boolean {
  if (header === undefined) return true;
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return !tags.includes('*') && !tags.includes(etag.replace(/^W\//, ''));
}
