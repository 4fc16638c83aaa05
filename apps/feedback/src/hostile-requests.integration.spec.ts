import { tryHostileRequests } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningFeedback, runFeedback } from './feedback.fixture.ts';

let running: RunningFeedback;

beforeAll(async () => {
  running = await runFeedback();
}, 60_000);
afterAll(() => running?.stop(), 30_000);

describe('feedback', () => {
  it('refuses wrong values in every field, parameter and path, and says where (cases 10, 13, 35, 37, 40)', async () => {
    const { url } = running.service;
    const { tried, routes, wrong } = await tryHostileRequests({ url, keyOf: running.keyOf });
    process.stdout.write(`feedback: ${tried} hostile requests to ${routes} routes\n`);
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(1_000);
  }, 300_000);
});
