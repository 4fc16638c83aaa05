import { describe, expect, it } from '@jest/globals';
import { SubscriptionLimiter } from './subscription-limiter.ts';

const rules = { concurrency: 3, failuresToOpen: 2, pauseMs: 1_000 };
const success = { ok: true, durationMs: 5 };
const failure = { ok: false, durationMs: 5 };

function start(limiter: SubscriptionLimiter, id: string): void {
  limiter.leased(id);
  limiter.started(id);
}

describe('the limiter of subscriptions', () => {
  it('limits requests per subscription, independent of the others', () => {
    const limiter = new SubscriptionLimiter(rules);
    for (let i = 0; i < 3; i += 1) start(limiter, 'slow');
    expect(limiter.startable('slow', 0)).toBe(0);
    expect(limiter.startable('other', 0)).toBe(3);
    expect(limiter.snapshot(0)).toEqual({ ids: ['slow'], leasable: [0] });
    limiter.ended('slow', success, 0);
    expect(limiter.startable('slow', 0)).toBe(1);
  });

  it('opens the circuit after failures in a row, and allows one request after the pause', () => {
    const limiter = new SubscriptionLimiter(rules);
    for (let i = 0; i < 2; i += 1) {
      start(limiter, 'dead');
      limiter.ended('dead', failure, 100);
    }
    expect(limiter.startable('dead', 500)).toBe(0);
    expect(limiter.reopensInMs(500)).toBe(600);
    expect(limiter.startable('dead', 1_100)).toBe(1);
    start(limiter, 'dead');
    expect(limiter.startable('dead', 1_100)).toBe(0);
    limiter.ended('dead', failure, 1_200);
    expect(limiter.startable('dead', 1_300)).toBe(0);
    start(limiter, 'dead');
    limiter.ended('dead', success, 2_300);
    expect(limiter.startable('dead', 2_300)).toBe(3);
    expect(limiter.reopensInMs(2_300)).toBeUndefined();
  });

  it('is idle when leases remain that no request will start, because the circuit opened', () => {
    const limiter = new SubscriptionLimiter({ ...rules, failuresToOpen: 1 });
    start(limiter, 'hung');
    limiter.leased('hung');
    expect(limiter.isIdle('hung')).toBe(false);
    limiter.ended('hung', failure, 0);
    expect([limiter.startable('hung', 1), limiter.isIdle('hung')]).toEqual([0, true]);
    // A lease that stays would take the only request of the half-open circuit for ever.
    expect(limiter.leasable('hung', rules.pauseMs + 1)).toBe(0);
    limiter.returned('hung', 1);
    expect(limiter.leasable('hung', rules.pauseMs + 1)).toBe(1);
  });

  it('counts failures from zero after a success', () => {
    const limiter = new SubscriptionLimiter(rules);
    for (const ok of [false, true, false]) {
      start(limiter, 'shaky');
      limiter.ended('shaky', { ok, durationMs: 5 }, 0);
    }
    expect(limiter.startable('shaky', 0)).toBe(3);
  });

  it('prefetches for a fast endpoint, and leases only what can start for a slow or failing one', () => {
    const limiter = new SubscriptionLimiter(rules);
    expect(limiter.leasable('fast', 0)).toBe(3);
    start(limiter, 'fast');
    limiter.ended('fast', success, 0);
    expect(limiter.leasable('fast', 0)).toBe(30);
    for (let i = 0; i < 20; i += 1) limiter.leased('fast');
    expect([limiter.leasable('fast', 0), limiter.needsRefill('fast', 0)]).toEqual([10, false]);
    limiter.started('fast');
    limiter.ended('fast', { ok: true, durationMs: 3_000 }, 0);
    expect(limiter.leasable('fast', 0)).toBe(0);
    limiter.returned('fast', 19);
    expect([limiter.leasable('fast', 0), limiter.startable('fast', 0)]).toEqual([3, 3]);
  });
});
