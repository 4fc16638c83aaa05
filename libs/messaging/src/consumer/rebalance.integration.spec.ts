import { ComplaintOpened } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { eventually } from '@harken/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Kafka, type Consumer as KafkaConsumer, logLevel } from 'kafkajs';
import { addDeadLetters } from '../dead-letters/dead-letter.store.ts';
import { listDeadLetters } from '../dead-letters/manage-dead-letters.ts';
import { bySubscribedType, textHeaders } from '../events/parse-message.ts';
import { claimInInbox } from '../inbox/inbox.ts';
import { on, onBatch, type ReceivedEvent } from '../index.ts';
import { consumedMessagesOf, processBatch } from '../processing/process-batch.ts';
import { logger, Rig, received } from '../startup/rig.fixture.ts';
import { Consumer } from './consumer.ts';

const topic = 'complaints.events';
const numberOf = (event: ReceivedEvent) => (event.data as typeof ComplaintOpened.sample).complaint.number;
const keys = Array.from({ length: 12 }, (_, i) => `key${i}`);
const perKey = 25;

jest.setTimeout(40_000);

describe('a group of replicas', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.open('analytics', 4);
    await rig.createTable('CREATE TABLE effects (seq bigserial, key text, number int, worker text)');
  });
  afterEach(() => rig.close());

  const effect = (event: ReceivedEvent, tx: Tx, worker: string) =>
    tx.query('INSERT INTO effects (key, number, worker) VALUES ($1, $2, $3)', [event.subject, numberOf(event), worker]);

  const expectEachOnceInOrder = async () => {
    const rows = await rig.dataSource.query<{ key: string; numbers: number[] }[]>(
      'SELECT key, array_agg(number ORDER BY seq) AS numbers FROM effects GROUP BY key',
    );
    expect(rows).toHaveLength(keys.length);
    const all = Array.from({ length: perKey }, (_, i) => i);
    for (const { numbers } of rows) expect(numbers).toEqual(all);
  };

  it('never processes a key on two replicas, and processes each event once and in order, while replicas start and stop', async () => {
    const busy = new Map<string, string>();
    const clashes: string[] = [];
    const replica = (worker: string) =>
      on(ComplaintOpened, async (event, tx) => {
        const other = busy.get(event.subject);
        if (other && other !== worker) clashes.push(event.subject);
        busy.set(event.subject, worker);
        await effect(event, tx, worker);
        await tx.query('SELECT pg_sleep(0.002)');
        busy.delete(event.subject);
      });
    const count = async () => Number((await rig.dataSource.query('SELECT count(*) FROM effects'))[0].count);
    const first = await rig.start([replica('first')]);
    for (let number = 0; number < perKey; number++) {
      await rig.send(topic, ...keys.map((key) => received(key, String(number))));
      if (number === 5) await rig.start([replica('second')]);
      if (number === 15) await first.stop();
    }
    await eventually(async () => (await count()) === keys.length * perKey, { within: 20_000 });
    expect(clashes).toEqual([]);
    await expectEachOnceInOrder();
    const workers = await rig.dataSource.query('SELECT DISTINCT worker FROM effects ORDER BY 1');
    expect(workers).toHaveLength(2);
  });

  it('keeps order and effects if a worker that lost its partition goes on with its old batch', async () => {
    const messages = Array.from({ length: perKey }, (_, number) =>
      keys.map((key) => received(key, String(number))),
    ).flat();
    const batch = messages.map((message, index) => ({
      topic,
      partition: 0,
      offset: String(index),
      key: String(message.key),
      headers: textHeaders(message.headers),
      value: Buffer.from(String(message.value)),
    }));
    const context = (worker: string) => ({
      service: rig.service,
      group: 'analytics',
      dataSource: rig.dataSource,
      logger,
      tries: 5,
      subscriptions: bySubscribedType([
        onBatch(ComplaintOpened, async (events, tx) => {
          for (const event of events) await effect(event, tx, worker);
        }),
      ]),
    });
    const walk = async (worker: string, size: number) => {
      for (let start = 0; start < batch.length; start += size)
        await processBatch(
          consumedMessagesOf(batch.slice(start, start + size), context(worker)),
          context(worker),
          async () => undefined,
        );
    };
    await Promise.all([walk('stale', 7), walk('owner', 11)]);
    await expectEachOnceInOrder();
  });

  it('sees the dead letter that another worker is adding before it processes a later event of the key', async () => {
    const [poison, successor] = ['1', '2'].map((number, index) => {
      const message = received('key', number);
      return {
        topic,
        partition: 0,
        offset: String(index),
        key: 'key',
        headers: textHeaders(message.headers),
        value: Buffer.from(String(message.value)),
      };
    });
    if (!poison || !successor) throw new Error('two messages are needed');
    const subscriptions = bySubscribedType([
      on(ComplaintOpened, async (event, tx) => void (await effect(event, tx, 'owner'))),
    ]);
    const owner = {
      service: rig.service,
      group: 'analytics',
      dataSource: rig.dataSource,
      logger,
      tries: 5,
      subscriptions,
    };
    const stale = rig.dataSource.createQueryRunner();
    await stale.startTransaction();
    const eventId = poison.headers.ce_id ?? '';
    await claimInInbox(stale.manager, { group: 'analytics', messages: [poison], ids: [eventId] });
    await addDeadLetters(stale.manager, rig.service, [
      { message: poison, eventId, failure: { code: 'rule.broken', text: 'no' }, tries: 1 },
    ]);
    const worked = processBatch(consumedMessagesOf([poison, successor], owner), owner, async () => undefined);
    await eventually(async () => {
      const waiting = 'SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = $1';
      return (await rig.dataSource.query(waiting, ['Lock'])).length === 1;
    });
    await stale.commitTransaction();
    await stale.release();
    await worked;
    expect(await rig.dataSource.query('SELECT FROM effects')).toHaveLength(0);
    expect((await listDeadLetters(rig.dataSource)).map(({ offset }) => offset)).toEqual(['0', '1']);
  });

  it('goes on with a new consumer if kafkajs crashed and would not restart', async () => {
    const created: KafkaConsumer[] = [];
    const crash: ((event: object) => void)[] = [];
    const kafka = new Kafka({ brokers: [...rig.brokers], logLevel: logLevel.NOTHING });
    const watched = Object.assign(Object.create(kafka), {
      consumer: (config: Parameters<Kafka['consumer']>[0]) => {
        const consumer = kafka.consumer(config);
        const subscribeTo = consumer.on.bind(consumer);
        created.push(consumer);
        consumer.on = ((name: string, listener: (event: object) => void) => {
          if (name === consumer.events.CRASH) crash.push(listener);
          return subscribeTo(name as never, listener as never);
        }) as typeof consumer.on;
        return consumer;
      },
    });
    const subscription = on(ComplaintOpened, async (event, tx) => void (await effect(event, tx, 'one')));
    const { dataSource, service, prefix: topicPrefix } = rig;
    const base = {
      service,
      group: `${topicPrefix}analytics`,
      dataSource,
      logger,
      tries: 5,
      topicPrefix,
      topics: [topic],
    };
    const consumer = new Consumer({
      ...base,
      kafka: watched,
      subscriptions: bySubscribedType([subscription]),
      onFatal: (error) => logger.error({ err: error }, 'fatal'),
    });
    consumer.start();
    await eventually(() => consumer.joined);
    crash[0]?.({ payload: { restart: false, error: new Error('not retriable') } });
    expect(consumer.joined).toBe(false);
    await rig.send(topic, received('a', '1'));
    await eventually(async () => (await rig.dataSource.query('SELECT FROM effects')).length === 1);
    expect(created.length).toBe(2);
    await consumer.stop();
  });
});
