import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hashKey, newKey, readKey } from './api-key.ts';

describe('an API key', () => {
  it('carries its client name and can be read back', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9-]{1,40}$/), (name) => {
        const key = newKey(name);
        expect(key).toMatch(/^hk_[a-z0-9-]{1,40}_[0-9A-Za-z]{36}$/);
        expect(readKey(key)).toEqual({ name, hash: hashKey(key) });
      }),
      { numRuns: 200 },
    );
  });

  it('with any one character changed is refused before any look-up', () => {
    const key = newKey('acme');
    for (let at = 0; at < key.length; at += 1) {
      const other = key[at] === 'x' ? 'y' : 'x';
      expect(readKey(key.slice(0, at) + other + key.slice(at + 1))).toBeUndefined();
    }
  });

  it.each(['', 'hk_', 'hk__', 'Bearer', 'hk_acme_short', `${newKey('acme')} `, newKey('acme').toUpperCase()])(
    'is not %j',
    (text) => {
      expect(readKey(text)).toBeUndefined();
    },
  );

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 1000 }, () => newKey('acme'))).size).toBe(1000);
  });

  it.each(['', 'Acme', 'a_b', 'a'.repeat(41), 'ä'])('refuses the name %j', (name) => {
    expect(() => newKey(name)).toThrow(TypeError);
  });
});
