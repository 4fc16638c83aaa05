import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../channels/outcome.ts';
import { notificationsSettings } from '../notifications.config.ts';
import { decideRetry } from './retry-schedule.ts';

const delays = notificationsSettings.DELIVERY_RETRY_DELAYS.parse(
  notificationsSettings.DELIVERY_RETRY_DELAYS.default ?? '',
);
const failed: Outcome = { ok: false, code: 500, error: 'http-500', durationMs: 1 };
const hour = 3_600_000;

describe('the attempts of a delivery', () => {
  it('are at least ten, over at least 76 hours, with any random numbers', () => {
    expect(delays.length + 1).toBeGreaterThanOrEqual(10);
    for (const random of [0, 0.5, 1]) {
      const waits = delays.map((_, i) => decideRetry(failed, i + 1, delays, random));
      const total = waits.reduce((sum, decision) => sum + (decision.status === 'failed' ? decision.delayMs : 0), 0);
      expect(total).toBeGreaterThanOrEqual(76 * hour);
    }
  });

  it('wait longer by up to a fifth at random, never shorter', () => {
    expect(decideRetry(failed, 1, [1000], 0)).toEqual({ status: 'failed', delayMs: 1000 });
    expect(decideRetry(failed, 1, [1000], 1)).toEqual({ status: 'failed', delayMs: 1200 });
  });

  it('wait as long as the endpoint asks, when that is longer', () => {
    expect(decideRetry({ ...failed, retryAfterMs: 60_000 }, 1, [1000], 0)).toEqual({
      status: 'failed',
      delayMs: 60_000,
    });
    expect(decideRetry({ ...failed, retryAfterMs: 10 }, 1, [1000], 0)).toEqual({ status: 'failed', delayMs: 1000 });
  });

  it('end when they are used up', () => {
    expect(decideRetry(failed, delays.length + 1, delays, 0)).toEqual({ status: 'exhausted' });
  });

  it('end at once after a success or when the endpoint is gone', () => {
    expect(decideRetry({ ok: true, code: 204, durationMs: 1 }, 3, delays, 0)).toEqual({ status: 'delivered' });
    expect(decideRetry({ ...failed, code: 410, gone: true }, 1, delays, 0)).toEqual({ status: 'gone' });
  });
});
