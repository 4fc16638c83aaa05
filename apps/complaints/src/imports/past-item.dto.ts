import { createHash } from 'node:crypto';
import { Invalid, invalidRequest, type Problem } from '@harken/errors';
import { checkerOf, storableJson, toAjvSchema } from '@harken/service';
import { PastComplaintDto } from './past-complaint.dto.ts';
import type { PastItem } from './past-complaint.ts';

/** A line of an import after its check. A bad one does not affect the others. */
export type ReadItem = { readonly item: PastItem; readonly digest: string } | { readonly problem: Problem };

const check = checkerOf<PastComplaintDto>(toAjvSchema(PastComplaintDto));

export function readPastItem(line: string): ReadItem {
  try {
    const item = check(storableJson(line));
    if (typeof item !== 'object' || item === null || Array.isArray(item))
      throw invalidRequest([{ pointer: '', code: 'wrong-type', detail: 'must be a JSON object' }]);
    return { item, digest: digestOf(item) };
  } catch (error) {
    if (error instanceof Invalid) return { problem: error };
    throw error;
  }
}

/** The same for the same content, whatever the order of its fields. */
const digestOf = (item: PastItem): string =>
  createHash('sha256').update(JSON.stringify(item, sortFields)).digest('base64url');

const sortFields = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
