import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { RateLimit } from './rate-limit.ts';

describe('a rate limit', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    jest.advanceTimersByTime(1); // lru-cache treats an entry made at 0 as one without a TTL.
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('allows a number of requests per window and says how long to wait', () => {
    const limit = new RateLimit(2, 60_000);
    expect([1, 2, 3, 4].map(() => limit.count('a'))).toEqual([0, 0, 60, 60]);
    jest.advanceTimersByTime(59_500);
    expect(limit.count('a')).toBe(1);
    jest.advanceTimersByTime(501);
    expect(limit.count('a')).toBe(0);
  });

  it('counts each caller separately', () => {
    const limit = new RateLimit(1, 1_000);
    expect([limit.count('a'), limit.count('b'), limit.count('a')]).toEqual([0, 0, 1]);
  });

  it('of 0 means no limit', () => {
    const limit = new RateLimit(0, 1_000);
    expect([1, 2, 3].map(() => limit.count('a'))).toEqual([0, 0, 0]);
  });

  it('tracks a limited number of callers', () => {
    const limit = new RateLimit(1, 1_000, 2);
    for (const caller of ['a', 'b', 'c']) limit.count(caller);
    expect(limit.count('c')).toBe(1);
    expect(limit.count('a')).toBe(0);
  });
});
