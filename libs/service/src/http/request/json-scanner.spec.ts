import { Invalid } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import { type JsonBounds, JsonScanner } from './json-scanner.ts';

const bounds: JsonBounds = { members: 4, values: 20, textBytes: 10 };
const forDepth: JsonBounds = { ...bounds, values: 100 };

function scanned(text: string, pieceLength = text.length, allowed = bounds): JsonScanner {
  const scanner = new JsonScanner(allowed);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceLength) scanner.write(bytes.subarray(at, at + pieceLength));
  return scanner;
}

function refusal(text: string, pieceLength?: number, allowed = bounds): unknown {
  try {
    scanned(text, pieceLength, allowed);
  } catch (error) {
    return error instanceof Invalid ? error.errors : error;
  }
  return undefined;
}

describe('a JSON text, while it comes in', () => {
  it.each([
    ['items of a list', '[1,2,3,4,5]', '', 'wrong-length'],
    ['items of a list in a field', '{"items":[{},{},{},{},{}]}', '/items', 'wrong-length'],
    ['fields of an item', '{"items":[{},{"a":1,"b":1,"c":1,"d":1,"e":1}]}', '/items/1', 'wrong-length'],
    ['values in all', '[[[1,2,3,4],[1,2,3,4]],[[1,2,3,4],[1,2,3,4]]]', '', 'wrong-length'],
    ['bytes of a text', '{"a":"12345678901"}', '', 'wrong-length'],
    ['bytes of an unended text', '["12345678901', '', 'wrong-length'],
    ['bytes of a name', '{"12345678901":1}', '', 'wrong-length'],
    ['escapes', '["\\u00e9\\u00e9"]', '', 'wrong-length'],
  ])('is refused with too many %s, in pieces of any length (case 34)', (_, text, pointer, code) => {
    for (const length of [1, 2, 3, 7, text.length]) expect(refusal(text, length)).toMatchObject([{ pointer, code }]);
  });

  it.each(['[1,2,3,4]', '{"items":[{"a":"1234567890"}]}', '["\\",[[[[,,,"]', '"a"', ''])(
    'is taken within the bounds: %s',
    (text) => {
      for (const length of [1, 2, 3, text.length || 1]) expect(scanned(text, length).complete).toBe(true);
    },
  );

  it.each(['[', '{"a":"x', '["\\"]', '{"items":[{}'])('is not complete: %s', (text) => {
    expect(scanned(text).complete).toBe(false);
  });

  it('is refused with too many levels (case 34)', () => {
    expect(refusal('['.repeat(65), 7, forDepth)).toMatchObject([{ pointer: '/0/0', code: 'too-deep' }]);
    expect(scanned(`${'['.repeat(64)}${']'.repeat(64)}`, 7, forDepth).complete).toBe(true);
  });

  it('tells where the items of its list stand', () => {
    expect(scanned('{"a":{"b":[1]},"items":[{"c":[1,2]},3]}', 5).list).toEqual(
      expect.objectContaining({ from: 24, to: 37, commas: [35], field: 'items' }),
    );
    expect(scanned('[1,2]').list).toMatchObject({ from: 1, to: 4, commas: [2], field: undefined });
  });

  it('has no such list where there are two, or none', () => {
    expect(scanned('{"a":[1],"b":[2]}').list).toBeUndefined();
    expect(scanned('{"a":1}').list).toBeUndefined();
  });
});
