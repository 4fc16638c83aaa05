import { tryHostileRequests } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningTouchpoints, runTouchpoints } from './touchpoints.fixture.ts';

let running: RunningTouchpoints;

beforeAll(async () => {
  running = await runTouchpoints();
}, 60_000);
afterAll(() => running?.stop(), 30_000);

describe('touchpoints', () => {
  it('refuses wrong values in every field, parameter and path, and says where (cases 10, 13, 35, 37, 40)', async () => {
    const { url } = running.service;
    const { tried, routes, wrong } = await tryHostileRequests({ url, keyOf: running.keyOf });
    process.stdout.write(`touchpoints: ${tried} hostile requests to ${routes} routes\n`);
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(1_000);
  }, 300_000);
});
