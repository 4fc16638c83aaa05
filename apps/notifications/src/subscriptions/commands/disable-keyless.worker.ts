import type { Logger, Worker } from '@harken/service';
import type { DataSource } from 'typeorm';
import { disableSubscription } from '../disable-subscription.use-case.ts';
import { keylessSubscriptions } from '../live-clients.queries.ts';

/** As with streams: within a second after the revocation nothing is delivered any more. */
const intervalMs = 500;

/** Disables the subscriptions of clients whose last key was revoked or has expired. Replicas may do it at the same time. */
export function disableKeylessWorker(dataSource: DataSource, logger: Pick<Logger, 'warn'>): Worker {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  const run = async () => {
    try {
      for (const id of await keylessSubscriptions(dataSource)) {
        await dataSource.transaction((tx) => disableSubscription({ id, reason: 'keyless' }, tx));
      }
    } catch (error) {
      logger.warn({ err: error }, 'the keys of subscriptions could not be checked');
    }
  };
  return {
    start() {
      timer = setInterval(() => {
        running ??= run().finally(() => {
          running = undefined;
        });
      }, intervalMs);
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
