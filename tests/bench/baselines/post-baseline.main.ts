import { createHmac, randomBytes } from 'node:crypto';
import { ComplaintOpened } from '@harken/contracts';
import { newId } from '@harken/messaging';
import { Pool } from 'undici';
import { takeCommands } from '../load/child.ts';

// Signed POSTs over connections that are kept alive, and nothing else: no queue, no lanes, no log of attempts.
const secret = randomBytes(32);
const body = JSON.stringify({ ...ComplaintOpened.sample, summary: 'a complaint was opened', links: {} });

/** Seconds for so many, as many at a time as a subscription of the service gets. */
async function post({ url, count, concurrency }: { url: string; count: number; concurrency: number }): Promise<number> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: concurrency });
  let left = count;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const id = newId();
      const timestamp = String(Math.floor(Date.now() / 1_000));
      const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
      const headers = {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      };
      const answer = await pool.request({ path: pathname, method: 'POST', headers, body });
      await answer.body.dump();
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: concurrency }, lane));
  const seconds = (performance.now() - started) / 1_000;
  await pool.close();
  return seconds;
}

takeCommands({ post });
