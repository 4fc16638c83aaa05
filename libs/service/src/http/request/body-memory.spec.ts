import { describe, expect, it } from '@jest/globals';
import { memoryForBody } from './body-memory.ts';

const large = 4 * 1_048_576;

describe('the memory of a body', () => {
  it('is the same for large bodies that come one after the other', () => {
    const first = memoryForBody(large);
    first.release();
    const second = memoryForBody(large - 5);
    second.release();
    expect(second.bytes.buffer).toBe(first.bytes.buffer);
    expect(second.bytes).toHaveLength(large - 5);
  });

  it('is never that of a body which is still being read', () => {
    const first = memoryForBody(large);
    const second = memoryForBody(large);
    first.release();
    first.release();
    const third = memoryForBody(large);
    expect(second.bytes.buffer).not.toBe(first.bytes.buffer);
    expect(third.bytes.buffer).toBe(first.bytes.buffer);
    // A release that comes twice does not lend the memory of the third to a fourth.
    first.release();
    expect(memoryForBody(large).bytes.buffer).not.toBe(third.bytes.buffer);
    third.release();
  });

  it('is its own for a short body', () => {
    const [one, other] = [memoryForBody(1_048_576), memoryForBody(1_048_576)];
    expect(one.bytes.buffer).not.toBe(other.bytes.buffer);
  });
});
