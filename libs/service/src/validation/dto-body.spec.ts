import { describe, expect, it } from '@jest/globals';
import { without } from './dto-body.ts';

describe('read-only fields of a body', () => {
  it('are left out of an object', () => {
    expect(without(['version'], { version: 1, text: 'x' })).toEqual({ text: 'x' });
    const body = { version: 1 };
    expect(without([], body)).toBe(body);
  });

  it.each([[null], [[1]], ['x'], [undefined]])('leave %j as it is, to be refused', (body) => {
    expect(without(['version'], body)).toBe(body);
  });
});
