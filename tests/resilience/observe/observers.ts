import { type Alert, AlertStream, latestCursor, subscribeWebhook } from '@harken/simulator';
import type { System } from '../../harness/system.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Channel } from '../ledger/rows.ts';
import type { Opened } from '../load/complaint-handlers.ts';
import type { Sender } from '../load/sender.ts';
import { CursorReader } from './cursor-reader.ts';
import { Endpoint, type Endpoints } from './endpoint.ts';
import { LogReader } from './log-reader.ts';

/** Everybody who watches from outside. */
export interface Observers {
  readonly log: LogReader;
  readonly stream: AlertStream;
  readonly cursor: CursorReader;
  readonly endpoints: Endpoints;
  /** Deliveries that did not verify: a service whose clock is wrong signs with a wrong time. */
  refused(): number;
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
  const client = system.api('notifications', 'call_centre');
  const record =
    (channel: Channel) =>
    ({ id, type, subject, data }: Alert) => {
      const version = typeof data.version === 'number' ? data.version : undefined;
      ledger.alert({ channel, alertId: id, type, subject, version, seenAt: Date.now() });
    };
  const byName = { good: new Endpoint(record('good')), faulty: new Endpoint(record('faulty')) };
  for (const name of ['good', 'faulty'] as const) {
    const { receiver } = byName[name];
    await subscribeWebhook(client, await receiver.listen(), { name }, { ordered: name === 'good' });
  }
  const start = await latestCursor(client);
  const onStreamed = record('stream');
  const stream = new AlertStream({
    url: () => system.serviceUrl('notifications'),
    key: system.keys.call_centre,
    lastEventId: start,
    onAlert: ({ alert }) => onStreamed(alert),
  });
  const following = stream.follow();
  const cursor = new CursorReader(sender, start, record('cursor'));
  cursor.start();
  const receivers = Object.values(byName).map(({ receiver }) => receiver);
  return {
    log,
    stream,
    cursor,
    endpoints: { behave: (name, how) => byName[name].behave(how) },
    refused: () => receivers.reduce((sum, { refused }) => sum + refused.length, 0),
    stop: async () => {
      await Promise.all([log.stop(), stream.close(), following, cursor.stop()]);
      await Promise.all(receivers.map((receiver) => receiver.close()));
    },
  };
}
