import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';

interface Queue {
  pending: unknown[];
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
  destroy(): void;
}

const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as new (
  options: object,
) => Queue;
const newQueue = () =>
  new RequestQueue({ maxInFlightRequests: 0, logger: { namespace: () => ({ debug: () => undefined }) } });

// If this fails, patches/ is not applied: run `npm ci`.
describe('the request queue of kafkajs', () => {
  it('sets no timer while no request waits', () => {
    const queue = newQueue();
    queue.checkPendingRequests();
    expect(queue.throttleCheckTimeoutId).toBeNull();
  });

  it('looks again while one waits', () => {
    const queue = newQueue();
    queue.pending.push({});
    queue.checkPendingRequests();
    expect(queue.throttleCheckTimeoutId).not.toBeNull();
    queue.destroy();
  });
});
