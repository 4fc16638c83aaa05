import { hash } from 'node:crypto';

/** JSON whose fields stand in one order, however they came: jsonb does not keep the order either. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** Tells two contents of one (source, id) apart: the first 128 bits of the SHA-256 of a text, in hex. */
export const contentDigest = (text: string): string => hash('sha256', text).slice(0, 32);
