import { describe, expect, it } from '@jest/globals';
import { RateLimit } from './rate-limit.ts';

describe('a rate limit', () => {
  it('allows a number of requests per window and says how long to wait', () => {
    const limit = new RateLimit(2, 60_000);
    expect([0, 1, 2, 3].map((now) => limit.count('a', now))).toEqual([0, 0, 60, 60]);
    expect(limit.count('a', 59_500)).toBe(1);
    expect(limit.count('a', 60_000)).toBe(0);
  });

  it('counts each caller separately', () => {
    const limit = new RateLimit(1, 1_000);
    expect([limit.count('a', 0), limit.count('b', 0), limit.count('a', 0)]).toEqual([0, 0, 1]);
  });

  it('of 0 means no limit', () => {
    const limit = new RateLimit(0, 1_000);
    expect([1, 2, 3].map((now) => limit.count('a', now))).toEqual([0, 0, 0]);
  });

  it('tracks a limited number of callers', () => {
    const limit = new RateLimit(1, 1_000, 2);
    for (const caller of ['a', 'b', 'c']) limit.count(caller, 0);
    expect(limit.count('c', 1)).toBe(1);
    expect(limit.count('a', 1)).toBe(0);
  });
});
