import { createRequire } from 'node:module';

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

let done = false;

/**
 * kafkajs 2.2.4 looks a thousand times a second whether a request waits, on every connection, for ever, with a negative
 * timeout (tulios/kafkajs#1556, #1704, #1751): a tenth of a core for a service at rest. Whatever makes a request wait
 * asks for the next look itself, so there is nothing to look for when none does.
 */
export function quietQueues(): void {
  if (done) return;
  done = true;
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as {
    prototype: RequestQueue;
  };
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue) {
    if (this.pending.length > 0) schedule.call(this);
  };
}
