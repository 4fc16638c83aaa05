import { eventually } from '@harken/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { QueryRunner } from 'typeorm';
import { outbox } from '../index.ts';
import { kafkaClient } from '../kafka/kafka-client.ts';
import { logger, opened, Rig } from '../startup/rig.fixture.ts';
import { Publisher } from './publisher.ts';
import { Relay, type RelayOptions } from './relay.ts';
import type { OutboxRow } from './relay-session.ts';

const topic = 'complaints.events';

jest.setTimeout(40_000);

describe('the relay', () => {
  let rig: Rig;
  let log: Awaited<ReturnType<Rig['listen']>>;
  const relays: Relay[] = [];
  const slow: QueryRunner[] = [];

  beforeAll(async () => {
    rig = await Rig.open('complaints', 1);
    log = await rig.listen(topic);
  });
  afterEach(async () => {
    for (const runner of slow.splice(0)) await runner.release();
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  });
  afterAll(() => rig.close());

  const startRelay = (publisher?: RelayOptions['publisher']) => {
    const kafka = kafkaClient({ brokers: rig.brokers, clientId: 'test', logger });
    const { dataSource, prefix: topicPrefix, service } = rig;
    const relay = new Relay({ service, dataSource, kafka, topicPrefix, logger, ...(publisher ? { publisher } : {}) });
    relay.start();
    relays.push(relay);
    return relay;
  };

  const realPublisher = () =>
    new Publisher({
      kafka: kafkaClient({ brokers: rig.brokers, clientId: 'test', logger }),
      service: rig.service,
      topicPrefix: rig.prefix,
    });

  /** A transaction under the test's own control, with a transaction number from its beginning. */
  const begin = async (): Promise<QueryRunner> => {
    const runner = rig.dataSource.createQueryRunner();
    slow.push(runner);
    await runner.startTransaction();
    await runner.query('SELECT pg_current_xact_id()');
    return runner;
  };

  const numbersOf = (key: string) => log.filter((entry) => entry.key === key).map(({ number }) => number);
  const firstOf = (numbers: readonly string[]) => [...new Set(numbers)];
  const killBackends = () =>
    rig.dataSource.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'harken-relay' AND datname = current_database()`);

  it('publishes what a slow transaction added before faster ones overtook it', async () => {
    startRelay();
    const runner = await begin();
    await outbox.add(runner.manager, [opened('slow', 'early')]);
    await rig.publish(opened('fast', 'late'));
    await runner.commitTransaction();
    await eventually(() => numbersOf('slow').length === 1 && numbersOf('fast').length === 1);
  });

  it('keeps the order of a key whose second writer has the older transaction', async () => {
    const second = await begin();
    const bystander = await begin();
    await outbox.add(bystander.manager, [opened('bystander', '1')]);
    const first = await begin();
    await outbox.add(first.manager, [opened('inverted', '1')]);
    await first.commitTransaction();
    await outbox.add(second.manager, [opened('inverted', '2')]);
    await second.commitTransaction();
    startRelay();
    // Order by transaction number, and windows cut at the oldest running transaction, both get this one wrong.
    const byTransaction = await rig.dataSource.query<{ seq: string; before_bystander: boolean }[]>(
      `SELECT seq, xmin::text::bigint < $1 AS before_bystander FROM outbox WHERE key = 'inverted'
        ORDER BY xmin::text::bigint, seq`,
      [(await bystander.query('SELECT pg_current_xact_id()::text AS xid'))[0].xid],
    );
    expect(byTransaction.map((row) => row.before_bystander)).toEqual([true, false]);
    expect(Number(byTransaction[0]?.seq)).toBeGreaterThan(Number(byTransaction[1]?.seq));

    await rig.publish(opened('wakes the relay', '1'));
    expect(numbersOf('inverted')).toEqual([]);
    await bystander.commitTransaction();
    await eventually(() => numbersOf('inverted').length === 2);
    expect(numbersOf('inverted')).toEqual(['1', '2']);
  });

  it('does not wait for a long transaction that has nothing for the outbox', async () => {
    startRelay();
    const elsewhere = await begin();
    await rig.publish(opened('undisturbed', '1'));
    await eventually(() => numbersOf('undisturbed').length === 1, { within: 3_000 });
    await outbox.add(elsewhere.manager, [opened('undisturbed', '2')]);
    await rig.publish(opened('behind it', '1'));
    await elsewhere.commitTransaction();
    await eventually(() => numbersOf('undisturbed').length === 2 && numbersOf('behind it').length === 1);
  });

  it('loses and inverts nothing under many writers at once', async () => {
    startRelay();
    await rig.createTable('CREATE TABLE counters (key text PRIMARY KEY, number int NOT NULL)');
    const keys = ['w0', 'w1', 'w2', 'w3', 'w4'];
    for (const key of keys) await rig.dataSource.query('INSERT INTO counters VALUES ($1, 0)', [key]);
    const write = async (writer: number) => {
      for (let i = 0; i < 40; i++) {
        await rig.dataSource.transaction(async (tx) => {
          // Its number comes before the lock, as when the inbox is written first.
          if ((i + writer) % 2) await tx.query('SELECT pg_current_xact_id()');
          const key = keys[(i * 7 + writer) % keys.length] ?? '';
          const [rows] = await tx.query('UPDATE counters SET number = number + 1 WHERE key = $1 RETURNING number', [
            key,
          ]);
          await outbox.add(tx, [opened(key, String(rows[0].number))]);
        });
      }
    };
    await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(write));
    const all = () => keys.flatMap((key) => firstOf(numbersOf(key)));
    await eventually(() => all().length === 8 * 40);
    for (const key of keys) {
      const numbers = firstOf(numbersOf(key)).map(Number);
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
  });

  it('keeps the order through failed sends, also when Kafka had taken a part', async () => {
    const publisher = realPublisher();
    let attempts = 0;
    const flaky = {
      renew: () => publisher.renew(),
      send: async (rows: readonly OutboxRow[]) => {
        attempts += 1;
        if (attempts % 3 === 1) throw new Error('the broker is away');
        if (attempts % 3 === 2) {
          await publisher.send(rows.slice(0, Math.ceil(rows.length / 2)));
          throw new Error('the answer was lost');
        }
        await publisher.send(rows);
      },
    };
    startRelay(flaky);
    const wanted = Array.from({ length: 9 }, (_, i) => String(i));
    for (const number of wanted) await rig.publish(opened('flaky', number));
    await eventually(() => firstOf(numbersOf('flaky')).length === wanted.length);
    expect(firstOf(numbersOf('flaky'))).toEqual(wanted);
    expect(numbersOf('flaky').length).toBeGreaterThan(wanted.length);
  });

  it('repeats and never loses what was published when it dies before marking', async () => {
    const publisher = realPublisher();
    let deaths = 0;
    const dying = {
      renew: () => publisher.renew(),
      send: async (rows: readonly OutboxRow[]) => {
        await publisher.send(rows);
        if (deaths++ === 0) await killBackends();
      },
    };
    startRelay(dying);
    await rig.publish(opened('dying', '1'), opened('dying', '2'));
    await eventually(() => numbersOf('dying').length === 4);
    expect(numbersOf('dying')).toEqual(['1', '2', '1', '2']);
    await rig.publish(opened('dying', '3'));
    await eventually(() => numbersOf('dying').at(-1) === '3');
  });

  it('has one active relay; the other takes over within a second when its connection dies', async () => {
    const pair = [startRelay(), startRelay()];
    const active = () => pair.filter((relay) => relay.active).length;
    let maxActive = 0;
    const watch = setInterval(() => {
      maxActive = Math.max(maxActive, active());
    }, 1);
    try {
      await eventually(() => active() === 1);
      for (let round = 0; round < 3; round++) {
        await killBackends();
        await rig.publish(opened('handed over', String(round)));
        await eventually(() => numbersOf('handed over').includes(String(round)), { within: 2_000 });
      }
    } finally {
      clearInterval(watch);
    }
    expect(maxActive).toBe(1);
    expect(firstOf(numbersOf('handed over'))).toEqual(['0', '1', '2']);
  });

  it('waits longer and longer before it connects again to a database that is away', async () => {
    const options = { ...rig.dataSource.options, url: 'postgres://nobody@127.0.0.1:1/nothing' };
    const away: typeof rig.dataSource = Object.create(rig.dataSource, { options: { value: options } });
    const tries: unknown[] = [];
    const counting = {
      ...logger,
      warn: (line: object) => void tries.push(line),
      debug: (line: object) => void tries.push(line),
    };
    const kafka = kafkaClient({ brokers: rig.brokers, clientId: 'test', logger });
    const relay = new Relay({
      service: rig.service,
      dataSource: away,
      kafka,
      topicPrefix: rig.prefix,
      logger: counting,
    });
    const started = performance.now();
    relay.start();
    await eventually(() => tries.length >= 4);
    await relay.stop();
    // 100, 200 and 400 ms, each a quarter shorter at the most.
    expect(performance.now() - started).toBeGreaterThan(500);
  });

  it('publishes on after a restore into a cluster whose transaction numbers are lower', async () => {
    await rig.dataSource.query('UPDATE outbox_cursor SET horizon = horizon + 1000000000');
    await rig.dataSource.query('UPDATE outbox SET horizon = horizon + 1000000000');
    await rig.publish(opened('restored', '1'));
    startRelay();
    await eventually(() => numbersOf('restored').length === 1);
    await rig.publish(opened('restored', '2'));
    await eventually(() => firstOf(numbersOf('restored')).length === 2);
  });
});
