import { setTimeout } from 'node:timers/promises';
import { eventually } from '@harken/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Loop, type LoopOptions } from './loop.ts';

const hourMs = 3_600_000;

describe('a loop', () => {
  let loop: Loop | undefined;
  let rounds = 0;
  const failures: number[] = [];

  afterEach(async () => {
    await loop?.stop();
    rounds = 0;
    failures.length = 0;
  });

  const start = (round: () => Promise<number>, retryDelayMs?: LoopOptions['retryDelayMs']): Loop => {
    loop = new Loop({
      round: () => {
        rounds += 1;
        return round();
      },
      onError: (_error, count) => failures.push(count),
      ...(retryDelayMs && { retryDelayMs }),
    });
    loop.start();
    return loop;
  };

  it('goes on at once after a round that asks for no sleep', async () => {
    start(async () => (rounds < 5 ? 0 : hourMs));
    await eventually(() => rounds === 5);
  });

  it('is woken from its sleep', async () => {
    const one = start(async () => hourMs);
    await eventually(() => rounds === 1);
    one.wake();
    await eventually(() => rounds === 2);
  });

  it('keeps a wake-up that comes during a round', async () => {
    const one = start(async () => {
      if (rounds === 1) one.wake();
      return hourMs;
    });
    await eventually(() => rounds === 2);
  });

  it('counts failures in a row, and again from 0 after a success', async () => {
    start(
      async () => {
        if (rounds > 5) return hourMs;
        if (rounds === 3) return 1;
        throw new Error('away');
      },
      () => 1,
    );
    await eventually(() => rounds === 6);
    expect(failures).toEqual([0, 1, 0, 1]);
  });

  it('counts again from 0 after a part of a round that succeeded', async () => {
    const one = start(
      async () => {
        if (rounds > 3) return hourMs;
        one.resetBackoff();
        throw new Error('away');
      },
      () => 1,
    );
    await eventually(() => rounds === 4);
    expect(failures).toEqual([0, 0, 0]);
  });

  it('waits longer and longer by default while rounds fail', async () => {
    start(() => Promise.reject(new Error('away')));
    await setTimeout(900);
    expect(rounds).toBeGreaterThan(1);
    expect(rounds).toBeLessThan(6);
  });

  it('stops after the running round, and ends its sleeps', async () => {
    const entered = Promise.withResolvers<void>();
    const leave = Promise.withResolvers<void>();
    const one = start(async () => {
      entered.resolve();
      await leave.promise;
      await one.sleep(hourMs);
      return hourMs;
    });
    await entered.promise;
    let stopped = false;
    const stopping = one.stop().then(() => {
      stopped = true;
    });
    await setTimeout(20);
    expect(stopped).toBe(false);
    leave.resolve();
    await stopping;
    expect(rounds).toBe(1);
  });
});
