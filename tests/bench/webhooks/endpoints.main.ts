import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { takeCommands } from '../load/child.ts';
import { nowMs } from '../load/open-loop.ts';
import { until } from '../repeat.ts';

/** What came to one endpoint: ids and times. */
type Arrivals = [string, number][];

const arrivals: Arrivals[] = [];

const listening = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`));
  });

/** So many endpoints that take everything at once, each on a port of its own. */
async function open({ count, forget = false }: { count: number; forget?: boolean }): Promise<string[]> {
  const first = arrivals.length;
  for (let n = 0; n < count; n += 1) arrivals.push([]);
  return Promise.all(
    Array.from({ length: count }, (_, n) =>
      listening(
        createServer((request, response) => {
          request.resume();
          request.on('end', () => {
            if (!forget) arrivals[first + n]?.push([String(request.headers['webhook-id']), nowMs()]);
            response.writeHead(204).end();
          });
        }),
      ),
    ),
  );
}

/** One that takes requests and never answers. */
const hanging = (): Promise<string> => listening(createServer((request) => void request.resume()));

/** Waits for so many at an endpoint, returns them and forgets them. */
async function taken({
  endpoint,
  count,
  seconds,
}: {
  endpoint: number;
  count: number;
  seconds: number;
}): Promise<Arrivals> {
  const mine = arrivals[endpoint] ?? [];
  await until(`${count} webhooks at endpoint ${endpoint}`, () => mine.length >= count, seconds, 20);
  return mine.splice(0);
}

takeCommands({ open, hanging, taken });
