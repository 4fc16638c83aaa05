import { tryHostileRequests } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningComplaints, runComplaints } from './complaints.fixture.ts';

let running: RunningComplaints;

beforeAll(async () => {
  running = await runComplaints();
}, 60_000);
afterAll(() => running?.stop(), 30_000);

describe('complaints', () => {
  it('refuses wrong values in every field, parameter and path, and says where (cases 10, 13, 35, 37, 40)', async () => {
    const { url } = running.services[0] as { url: string };
    const { tried, routes, wrong } = await tryHostileRequests({ url, keyOf: running.keyOfRole });
    process.stdout.write(`complaints: ${tried} hostile requests to ${routes} routes\n`);
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(1_000);
  }, 900_000);
});
