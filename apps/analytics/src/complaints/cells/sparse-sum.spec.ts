import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SparseSum } from './sparse-sum.ts';

const places = 3_000;
const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -1e12, max: 1e12 }));
const vector = fc.array(fc.tuple(fc.nat(places - 1), number), { maxLength: 40 }).map((pairs) => pairs.flat());
const bytesOf = (...vectors: number[][]) => {
  const sum = new SparseSum(places);
  for (const entries of vectors) sum.addEntries(entries);
  return sum.take();
};

describe('the sum of sparse vectors', () => {
  it('is read from concatenated bytes as from the entries, and has the same bytes in any order', () => {
    fc.assert(
      fc.property(fc.array(vector, { maxLength: 6 }), (vectors) => {
        const sum = new SparseSum(places);
        sum.addBytes(Uint8Array.from(vectors.flatMap((entries) => [...bytesOf(entries)])));
        expect(sum.take()).toEqual(bytesOf(...vectors.toReversed()));
        sum.addBytes(bytesOf(...vectors));
        expect(bytesOf(sum.takeEntries())).toEqual(bytesOf(...vectors));
        const [first = [], ...others] = vectors;
        sum.addBytes(bytesOf(...vectors));
        sum.addBytes(bytesOf(first), -1);
        expect(sum.take()).toEqual(bytesOf(...others));
      }),
    );
  });

  it('has no bytes when everything was taken away again', () => {
    expect(bytesOf([5, 2, 2_999, -7], [2_999, 7, 5, -2])).toHaveLength(0);
  });

  it('begins anew after it was taken', () => {
    const sum = new SparseSum(places);
    sum.addEntries([1, 5]);
    sum.take();
    expect([sum.at(1), sum.places()]).toEqual([0, []]);
  });

  it('refuses a place that it does not have', () => {
    expect(() => bytesOf([places, 1])).toThrow(RangeError);
  });
});
