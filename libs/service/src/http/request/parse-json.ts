import { isUtf8 } from 'node:buffer';
import { escapePointer, type FieldError, Invalid, maxListedFaults } from '@harken/errors';
import { Slices } from './in-slices.ts';
import type { ListSpan } from './json-scanner.ts';
import { findUnsafeValues } from './unsafe-values.ts';

/** Texts from here on are parsed item by item. */
const longText = 131_072;

export function decodeUtf8(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new Invalid('body.not-utf-8', 'The body is not UTF-8 text.');
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

export function assertStorable(value: unknown): unknown {
  const faults = findUnsafeValues(value);
  if (faults.length > 0) throw unstorable(faults);
  return value;
}

const unstorable = (faults: readonly FieldError[]): Invalid =>
  new Invalid('request.invalid', 'The body has values that cannot be stored.', faults);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Invalid('body.not-json', 'The body is not JSON.');
  }
}

/** The value of a JSON text that is a part of a body; Invalid if it is none, or cannot be stored. */
export const storableJson = (text: string): unknown => assertStorable(parse(text));

/** The value of a JSON text that can be stored, or Invalid. A long list in it is parsed item by item, other requests in between. */
export function parseJson(bytes: Buffer, list: ListSpan | undefined): unknown | Promise<unknown> {
  if (!list || bytes.length < longText) return assertStorable(parse(decodeUtf8(bytes)));
  return parseInSlices(bytes, list);
}

async function parseInSlices(bytes: Buffer, { from, to, commas, field }: ListSpan): Promise<unknown> {
  const around = parse(decodeUtf8(Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])));
  assertStorable(around);
  const items: unknown[] = [];
  const faults: FieldError[] = [];
  const pointer = field === undefined ? '' : `/${escapePointer(field)}`;
  const slices = new Slices();
  const ends = [...commas, to];
  for (const [index, end] of ends.entries()) {
    const text = decodeUtf8(bytes.subarray(index === 0 ? from : (ends[index - 1] as number) + 1, end));
    if (ends.length === 1 && text.trim() === '') break;
    const item = parse(text);
    if (faults.length < maxListedFaults) faults.push(...findUnsafeValues(item, `${pointer}/${index}`));
    items.push(item);
    if (slices.over) await slices.yield();
  }
  if (faults.length > 0) throw unstorable(faults);
  if (field === undefined) return items;
  (around as Record<string, unknown>)[field] = items;
  return around;
}
