import { describe, expect, it } from '@jest/globals';
import { openSecret, sealSecret } from './sealed-secret.ts';

const iv = new Uint8Array(12).fill(7);

describe('a secret at rest', () => {
  it('cannot be read without the key', () => {
    const sealed = sealSecret('whsec_abc', 'the key', iv);
    expect(sealed).not.toContain('abc');
    expect(openSecret(sealed, 'the key')).toBe('whsec_abc');
    expect(() => openSecret(sealed, undefined)).toThrow(TypeError);
    expect(() => openSecret(sealed, 'another key')).toThrow();
  });

  it('is plain without a key, and stays readable when a key is set later', () => {
    const plain = sealSecret('whsec_abc', undefined, iv);
    expect(openSecret(plain, undefined)).toBe('whsec_abc');
    expect(openSecret(plain, 'a key')).toBe('whsec_abc');
  });
});
