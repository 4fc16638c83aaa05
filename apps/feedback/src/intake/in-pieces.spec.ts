import { describe, expect, it } from '@jest/globals';
import { inPieces } from './in-pieces.ts';

describe('a batch', () => {
  it('is one piece when it is short', () => {
    expect(inPieces([{ a: 1 }, { b: ['x', null] }])).toEqual([[{ a: 1 }, { b: ['x', null] }]]);
    expect(inPieces([])).toEqual([]);
  });

  it('is cut by the length of what its items hold, in their order (case 34)', () => {
    const items = Array.from({ length: 10 }, (_, n) => ({ n, text: 'x'.repeat(n === 5 ? 500 : 30) }));
    const pieces = inPieces(items, 200);
    expect(pieces.flat()).toEqual(items);
    expect(pieces.map((piece) => piece.length)).toEqual([3, 2, 1, 3, 1]);
  });
});
