import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SparseVector } from './sparse-vector.ts';

const size = 3_000;
const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -1e12, max: 1e12 }));
const vector = fc.array(fc.tuple(fc.nat(size - 1), number), { maxLength: 40 }).map((pairs) => pairs.flat());
const bytesOf = (...vectors: number[][]) => {
  const sum = new SparseVector(size);
  for (const entries of vectors) sum.addEntries(entries);
  return sum.takeBytes();
};

describe('the sum of sparse vectors', () => {
  it('is read from concatenated bytes as from the entries, and has the same bytes in any order', () => {
    fc.assert(
      fc.property(fc.array(vector, { maxLength: 6 }), (vectors) => {
        const sum = new SparseVector(size);
        sum.addBytes(Uint8Array.from(vectors.flatMap((entries) => [...bytesOf(entries)])));
        expect(sum.takeBytes()).toEqual(bytesOf(...vectors.toReversed()));
        sum.addBytes(bytesOf(...vectors));
        expect(bytesOf(sum.takeEntries())).toEqual(bytesOf(...vectors));
        const [first = [], ...others] = vectors;
        sum.addBytes(bytesOf(...vectors));
        sum.addBytes(bytesOf(first), -1);
        expect(sum.takeBytes()).toEqual(bytesOf(...others));
      }),
    );
  });

  it('has no bytes when everything was subtracted again', () => {
    expect(bytesOf([5, 2, 2_999, -7], [2_999, 7, 5, -2])).toHaveLength(0);
  });

  it('is empty after its bytes were taken', () => {
    const sum = new SparseVector(size);
    sum.addEntries([1, 5]);
    sum.takeBytes();
    expect([sum.at(1), sum.indexes()]).toEqual([0, []]);
  });

  it('refuses an index outside its size', () => {
    expect(() => bytesOf([size, 1])).toThrow(RangeError);
  });
});
