import { describe, expect, it } from '@jest/globals';
import { nowMs, openLoop } from './open-loop.ts';

describe('an open loop', () => {
  it('sends on time while earlier requests have no answer yet', async () => {
    let sent = 0;
    let allSent: () => void = () => undefined;
    const stalled = new Promise<void>((resolve) => {
      allSent = resolve;
    });
    await openLoop(500, 10, async () => {
      sent += 1;
      if (sent === 10) allSent();
      await stalled;
    });
    expect(sent).toBe(10);
  });

  it('counts the time that a late sender lost, from the intended moment on', async () => {
    const latencies: number[] = [];
    await openLoop(1_000, 50, async (n, intendedAt) => {
      if (n === 0) for (const end = performance.now() + 100; performance.now() < end; ); // The sender itself hangs.
      latencies.push(nowMs() - intendedAt);
    });
    // Whoever was to be sent in the 100 ms was late, and the earliest of them most of all.
    expect(latencies.filter((ms) => ms > 40).length).toBeGreaterThan(40);
    expect(latencies[1]).toBeGreaterThan(90);
  });

  it('fails when one request fails, after all have come back', async () => {
    let back = 0;
    const run = openLoop(1_000, 5, async (n) => {
      if (n === 1) throw new Error('refused');
      back += 1;
    });
    await expect(run).rejects.toThrow('refused');
    expect(back).toBe(4);
  });
});
