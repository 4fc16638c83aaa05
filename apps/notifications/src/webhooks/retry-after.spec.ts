import { describe, expect, it } from '@jest/globals';
import { retryAfterMs } from './retry-after.ts';

const now = new Date('2026-03-02T10:00:00Z');
const day = 24 * 3_600_000;

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Mon, 02 Mar 2026 10:05:00 GMT', 300_000],
    ['Mon, 02 Mar 2026 09:00:00 GMT', 0],
    ['999999999', day],
    ['Mon, 02 Mar 2099 10:05:00 GMT', day],
  ])('%p is %p ms', (header, ms) => {
    expect(retryAfterMs(header, now, day)).toBe(ms);
  });

  it.each([undefined, '', 'soon', '-5', '1.5x'])('%p says nothing', (header) => {
    expect(retryAfterMs(header, now, day)).toBeUndefined();
  });
});
