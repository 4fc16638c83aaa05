import { describe, expect, it } from '@jest/globals';
import { findUnsafeValues } from './unsafe-values.ts';

const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

describe('values that the database refuses', () => {
  it.each([
    [{ a: [{ 'b/c': 'x\0' }] }, '/a/0/b~1c', 'wrong-characters'],
    [{ a: 'half \ud83d' }, '/a', 'wrong-characters'],
    [{ a: { 'x\0': 1 } }, '/a', 'wrong-characters'],
    [JSON.parse('{"a":1e999}'), '/a', 'out-of-range'],
    [JSON.parse('{"a":[9007199254740993]}'), '/a/0', 'out-of-range'],
    [JSON.parse('{"a":{"b":-4634343214213523454}}'), '/a/b', 'out-of-range'],
    [JSON.parse('{"__proto__":{"admin":true}}'), '', 'wrong-characters'],
    ['\0', '', 'wrong-characters'],
  ])('are found with their place: %j', (value, pointer, code) => {
    expect(findUnsafeValues(value)).toMatchObject([{ pointer, code }]);
  });

  it('do not include plain values', () => {
    expect(
      findUnsafeValues({ a: 'สวัสดี 😀', b: [1, null, true, { c: -0.5, d: 9007199254740991, e: -9007199254740991 }] }),
    ).toEqual([]);
  });

  it('include deep nesting, which is not followed to the end', () => {
    expect(findUnsafeValues(deep(60))).toEqual([]);
    expect(findUnsafeValues(deep(100_000))).toMatchObject([{ code: 'too-deep' }]);
  });
});
