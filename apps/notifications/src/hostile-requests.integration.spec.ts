import type { Role } from '@harken/service';
import { tryHostileRequests } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Notifications } from './notifications.fixture.ts';

let running: Notifications;

beforeAll(async () => {
  running = await Notifications.start();
}, 60_000);
afterAll(() => running?.stop(), 30_000);

describe('notifications', () => {
  it('refuses wrong values in every field, parameter and path, and says where (cases 10, 13, 35, 37, 40)', async () => {
    const { url } = running.service;
    const keys = new Map<string, Promise<string>>();
    const keyOf = (role: string): Promise<string> => {
      const key = keys.get(role) ?? running.keyOf(role as Role);
      keys.set(role, key);
      return key;
    };
    const { tried, routes, wrong } = await tryHostileRequests({ url, keyOf });
    process.stdout.write(`notifications: ${tried} hostile requests to ${routes} routes\n`);
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(500);
  }, 300_000);
});
