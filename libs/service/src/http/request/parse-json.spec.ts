import type { Invalid } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import { JsonScanner } from './json-scanner.ts';
import { parseJson } from './parse-json.ts';

const largestPart = 200_000;
const filling = 'x'.repeat(150_000);

async function parsed(text: string): Promise<unknown> {
  const bytes = Buffer.from(text);
  const scanner = new JsonScanner({ members: 10_000, values: 100_000, textBytes: 1_000_000 });
  scanner.write(bytes);
  return parseJson(bytes, scanner, largestPart);
}

const long = (value: unknown): string => JSON.stringify(value);

describe('a long JSON text', () => {
  it.each([
    ['a list', [filling, { a: [1, 2] }, 'é客😀']],
    ['an object with a list', { before: 1, items: [filling, {}, [], null], after: { b: [1] } }],
    ['an object with an empty list', { filling, items: [] }],
    ['an object with two lists', { filling, a: [1], b: [2] }],
    ['an object without a list', { filling }],
    ['a text', filling],
  ])('has the value that JSON.parse gives: %s', async (_, value) => {
    expect(await parsed(long(value))).toEqual(value);
    expect(await parsed(JSON.stringify(value, null, 2))).toEqual(value);
  });

  it.each([
    ['an item', [1, filling + filling], '/1'],
    ['an item in a field', { items: [filling + filling] }, '/items/0'],
    ['what stands around the list', { filling, more: filling, items: [1] }, ''],
    ['a text without a list', { filling, more: filling }, ''],
  ])('is refused where %s is so long that it would block the others (case 34)', async (_, value, pointer) => {
    const refused = expect.objectContaining({ errors: [expect.objectContaining({ pointer, code: 'wrong-length' })] });
    await expect(parsed(long(value))).rejects.toEqual(refused);
  });

  it.each([
    ['cut off', long({ items: [filling, 1] }).slice(0, -2)],
    ['with a comma too many', `["${filling}",]`],
    ['with nothing between commas', `["${filling}",,1]`],
    ['with more behind it', `["${filling}"] 1`],
    ['with a bracket too many', `["${filling}"]]`],
  ])('is no JSON: %s', async (_, text) => {
    await expect(parsed(text)).rejects.toMatchObject({ code: 'body.not-json' });
  });

  it('names what cannot be stored, up to 100 of it (case 34)', async () => {
    const items = [filling, ...Array.from({ length: 300 }, () => '\0')];
    const refused = await parsed(long({ items })).catch((error) => error);
    const { errors } = refused as Invalid;
    expect(errors).toHaveLength(100);
    expect(errors[0]).toMatchObject({ pointer: '/items/1', code: 'wrong-characters' });
  });

  it('is refused where it is not UTF-8', async () => {
    const bytes = Buffer.from(long([filling, 'x']));
    bytes[bytes.length - 3] = 0xff;
    const scanner = new JsonScanner({ members: 10, values: 10, textBytes: 1_000_000 });
    scanner.write(bytes);
    await expect(Promise.resolve().then(() => parseJson(bytes, scanner, largestPart))).rejects.toMatchObject({
      code: 'body.not-utf-8',
    });
  });
});
