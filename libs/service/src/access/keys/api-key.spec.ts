import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { generateKey, hashKey, parseKey } from './api-key.ts';

describe('an API key', () => {
  it('carries its client name and can be read back', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9-]{1,40}$/), (name) => {
        const key = generateKey(name);
        expect(key).toMatch(/^hk_[a-z0-9-]{1,40}_[0-9A-Za-z]{36}$/);
        expect(parseKey(key)).toEqual({ name, hash: hashKey(key) });
      }),
      { numRuns: 200 },
    );
  });

  it('with one changed character is refused before the database lookup', () => {
    const key = generateKey('acme');
    for (let at = 0; at < key.length; at += 1) {
      const other = key[at] === 'x' ? 'y' : 'x';
      expect(parseKey(key.slice(0, at) + other + key.slice(at + 1))).toBeUndefined();
    }
  });

  it.each(['', 'hk_', 'hk__', 'Bearer', 'hk_acme_short', `${generateKey('acme')} `, generateKey('acme').toUpperCase()])(
    'is not %j',
    (text) => {
      expect(parseKey(text)).toBeUndefined();
    },
  );

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 1000 }, () => generateKey('acme'))).size).toBe(1000);
  });

  it.each(['', 'Acme', 'a_b', 'a'.repeat(41), 'ä'])('refuses the name %j', (name) => {
    expect(() => generateKey(name)).toThrow(TypeError);
  });
});
