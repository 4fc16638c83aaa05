import { expectStatus } from '@harken/simulator';
import type { System } from '../../harness/system.ts';
import { type Behaviour, Endpoint, type EndpointName, type Endpoints } from '../endpoints/endpoints.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Opened } from '../load/handlers.ts';
import type { Sender } from '../load/sender.ts';
import { alertRow } from './alert-row.ts';
import { CursorReader, latestCursor } from './cursor-reader.ts';
import { LogReader } from './log-reader.ts';
import { StreamReader } from './stream-reader.ts';

/** Everybody who watches from outside. */
export interface Observers {
  readonly log: LogReader;
  readonly stream: StreamReader;
  readonly cursor: CursorReader;
  readonly endpoints: Endpoints;
  readonly good: Endpoint;
  readonly faulty: Endpoint;
  stop(): Promise<void>;
}

export async function observe(
  system: System,
  ledger: Ledger,
  sender: Sender,
  onOpened: (opened: Opened) => void,
): Promise<Observers> {
  const { brokers, topicPrefix } = system;
  const log = new LogReader({ brokers, topicPrefix, ledger, onOpened });
  await log.start();
  const endpoints = [];
  for (const name of ['good', 'faulty'] as const) {
    const endpoint = new Endpoint(name, (alert) => ledger.alert(alertRow(name, alert)));
    await endpoint.listen();
    const delivery = { kind: 'webhook', url: endpoint.url, ordered: name === 'good' };
    const client = system.api('notifications', 'call_centre');
    const made = await client.post<{ secret: string }>('/v1/subscriptions', { name, filter: {}, delivery });
    endpoint.trust(expectStatus(made, 201).secret);
    endpoints.push(endpoint);
  }
  const [good, faulty] = endpoints as [Endpoint, Endpoint];
  const from = await latestCursor(sender);
  const url = () => system.serviceUrl('notifications');
  const stream = new StreamReader(url, system.keys.call_centre, from, (alert) =>
    ledger.alert(alertRow('stream', alert)),
  );
  const cursor = new CursorReader(sender, from, (alert) => ledger.alert(alertRow('cursor', alert)));
  stream.start();
  cursor.start();
  const byName: Record<EndpointName, Endpoint> = { good, faulty };
  return {
    log,
    stream,
    cursor,
    good,
    faulty,
    endpoints: { behave: (name: EndpointName, how: Behaviour) => byName[name].behave(how) },
    stop: async () => {
      await Promise.all([log.stop(), stream.stop(), cursor.stop()]);
      await Promise.all([good.close(), faulty.close()]);
    },
  };
}
