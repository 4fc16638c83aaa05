import { describe, expect, it } from '@jest/globals';
import { parseForm } from './form-fields.ts';

describe('the fields of a form', () => {
  it('keep their values in order, in any language', () => {
    expect([...parseForm('a=1&b=%E0%B8%9A%E0%B8%B2%E0%B8%97&a=2+3&__proto__=x')]).toEqual([
      ['a', ['1', '2 3']],
      ['b', ['บาท']],
      ['__proto__', ['x']],
    ]);
  });

  it('lose what nobody can see and no database takes', () => {
    expect(parseForm('a=x%00y').get('a')).toEqual(['xy']);
    expect(parseForm('a=%ED%A0%BD').get('a')?.[0]?.isWellFormed()).toBe(true);
    expect(parseForm('a=one%0D%0Atwo').get('a')).toEqual(['one\ntwo']);
  });

  it('are none in an empty form', () => {
    expect(parseForm('').size).toBe(0);
  });
});
