import { Invalid, Stale } from '@harken/errors';

export function etagOf(version: number): string {
  return `"${version}"`;
}

const entityTag = /^(?:W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/;

/**
 * The version in an If-Match header; undefined when there is none or it is `*`.
 * A weak tag counts like a strong one, because proxies that compress weaken the tags they pass on.
 * Throws Stale for a tag that we never gave out, Invalid for anything that is no entity tag.
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

/** Weak comparison, as RFC 9110 defines for If-None-Match. */
export function noneMatch(header: string | undefined, etag: string): boolean {
  if (header === undefined) return true;
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return !tags.includes('*') && !tags.includes(etag.replace(/^W\//, ''));
}
