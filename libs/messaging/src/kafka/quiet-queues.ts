import { createRequire } from 'node:module';

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

let done = false;

/**
 * kafkajs 2.2.4 checks a thousand times a second, on every connection, whether a request waits, with a negative timeout
 * (tulios/kafkajs#1556, #1704, #1751): a tenth of a core for an idle service. Every code path that makes a request wait
 * schedules the next check itself, so an empty queue needs none.
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
