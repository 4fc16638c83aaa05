import { describe, expect, it } from '@jest/globals';
import { validate, version } from 'uuid';
import { newId } from './new-id.ts';

describe('a new id', () => {
  it('is a UUIDv7 of this moment', () => {
    const id = newId();
    expect([validate(id), version(id)]).toEqual([true, 7]);
    const at = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
    expect(Math.abs(Date.now() - at)).toBeLessThan(5_000);
  });

  it('is unlike the others and later than those before it', () => {
    const ids = Array.from({ length: 20_000 }, newId);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
  });
});
