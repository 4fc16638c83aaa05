import { ComplaintOpened } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { RuleBroken } from '@harken/errors';
import { eventually } from '@harken/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { discardDeadLetter, listDeadLetters, replayDeadLetter } from '../dead-letters/manage-dead-letters.ts';
import { on, onBatch, type ReceivedEvent } from '../index.ts';
import { Rig, received } from '../startup/rig.fixture.ts';

const topic = 'complaints.events';
const numberOf = (event: ReceivedEvent) => (event.data as typeof ComplaintOpened.sample).complaint.number;
const effect = (event: ReceivedEvent, tx: Tx) =>
  tx.query('INSERT INTO effects (key, number) VALUES ($1, $2)', [event.subject, numberOf(event)]);
const plain = on(ComplaintOpened, async (event, tx) => void (await effect(event, tx)));

jest.setTimeout(40_000);

describe('the consumer', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.open('analytics', 2);
    await rig.createTable('CREATE TABLE effects (seq bigserial, key text, number text)');
  });
  afterEach(() => rig.close());

  const effects = async (key?: string): Promise<string[]> => {
    const rows = await rig.dataSource.query<{ number: string }[]>(
      'SELECT number FROM effects WHERE $1::text IS NULL OR key = $1 ORDER BY seq',
      [key ?? null],
    );
    return rows.map(({ number }) => number);
  };
  const deadLetterCodes = async (key: string) =>
    (await listDeadLetters(rig.dataSource)).filter((row) => row.key === key).map(({ error_code }) => error_code);
  const done = (count: number) => eventually(async () => (await effects()).length === count);

  it('applies effects once when events repeat, by the producer or because the offset was lost', async () => {
    const running = await rig.start([plain]);
    const messages = [received('a', '1'), received('a', '2')];
    await rig.send(topic, ...messages, ...messages);
    await done(2);
    await running.stop();
    const admin = rig.kafka.admin();
    await admin.connect();
    await admin.deleteGroups([`${rig.prefix}analytics`]);
    await admin.disconnect();
    await rig.send(topic, received('a', '3'));
    await rig.start([plain]);
    await done(3);
    expect(await effects('a')).toEqual(['1', '2', '3']);
  });

  it('dead-letters a refused event with its key, goes on with other keys, and replays in order', async () => {
    let refuses = true;
    await rig.start([
      on(ComplaintOpened, async (event, tx) => {
        if (refuses && numberOf(event) === 'poison') throw new RuleBroken('complaint.odd', 'It does not fit.');
        await effect(event, tx);
      }),
    ]);
    await rig.send(topic, received('bad', '1'), received('bad', 'poison'), received('bad', '2'), received('good', '1'));
    await rig.send(topic, received('bad', '3'));
    await eventually(async () => (await deadLetterCodes('bad')).length === 3 && (await effects('good')).length === 1);
    expect(await deadLetterCodes('bad')).toEqual([
      'complaint.odd',
      'event.after-dead-letter',
      'event.after-dead-letter',
    ]);
    expect(await effects('bad')).toEqual(['1']);

    const [head] = await listDeadLetters(rig.dataSource);
    await replayDeadLetter(rig.dataSource, head?.id ?? '');
    await eventually(async () => (await listDeadLetters(rig.dataSource)).at(0)?.tries === 2);
    expect(await deadLetterCodes('bad')).toHaveLength(3);

    refuses = false;
    await replayDeadLetter(rig.dataSource, head?.id ?? '');
    await rig.send(topic, received('bad', '4'));
    await eventually(async () => (await deadLetterCodes('bad')).length === 0 && (await effects('bad')).length === 5);
    expect(await effects('bad')).toEqual(['1', 'poison', '2', '3', '4']);
  });

  it('processes a key again when its dead letter was discarded', async () => {
    const running = await rig.start([plain]);
    const poison = received('k', 'x', { value: '{' });
    await rig.send(topic, poison);
    await eventually(async () => (await deadLetterCodes('k')).length === 1);
    const [head] = await listDeadLetters(rig.dataSource);
    expect(await discardDeadLetter(rig.dataSource, head?.id ?? '', 'sent by mistake')).toBe(0);
    await rig.send(topic, received('k', '1'));
    await done(1);
    await running.stop();
  });

  it('dead-letters messages that break the contract, and announces them on its own topic without their content', async () => {
    await rig.start([plain]);
    const notices = await rig.listen('analytics.dead-letters');
    const good = received('ok', '1');
    await rig.send(
      topic,
      received('json', '1', { value: 'Ms Smith' }),
      received('schema', '1', { value: '{"name":"Ms Smith"}' }),
      received('id', '1', { id: '0b3f0b5e-5a43-4a53-9f0a-3a4f6f9d8f11' }),
      { ...received('subject', '1'), key: 'another' },
      { key: 'no headers', value: '{}' },
      { ...received('unknown type', '1'), headers: { ce_type: 'harken.complaints.something-new.v9' } },
      good,
    );
    await eventually(
      async () => (await listDeadLetters(rig.dataSource)).length === 5 && (await effects()).length === 1,
    );
    expect(await deadLetterCodes('json')).toEqual(['event.json-invalid']);
    expect(await deadLetterCodes('schema')).toEqual(['event.schema-broken']);
    expect(await deadLetterCodes('id')).toEqual(['event.headers-invalid']);
    expect(await deadLetterCodes('another')).toEqual(['event.headers-invalid']);
    expect(JSON.stringify((await listDeadLetters(rig.dataSource)).map(({ error_text }) => error_text))).not.toContain(
      'Smith',
    );
    await eventually(() => expect(new Set(notices.map(({ id }) => id)).size).toBe(5));
    expect(notices.map(({ type }) => type)).toContain('harken.analytics.event-dead-lettered.v1');
  });

  it('processes a batch in one transaction, and event by event if it fails', async () => {
    const sizes: number[] = [];
    await rig.send(topic, ...Array.from({ length: 40 }, (_, i) => received(`k${i % 4}`, String(i))));
    await rig.start([
      onBatch(ComplaintOpened, async (events, tx) => {
        sizes.push(events.length);
        for (const event of events) {
          if (numberOf(event) === '13') throw new RuleBroken('complaint.odd', 'Unlucky.');
          await effect(event, tx);
        }
      }),
    ]);
    await eventually(async () => (await effects()).length + (await listDeadLetters(rig.dataSource)).length === 40);
    expect(Math.max(...sizes)).toBeGreaterThan(5);
    expect(await effects('k1')).toEqual(['1', '5', '9']);
    expect(await effects('k0')).toHaveLength(10);
    expect((await deadLetterCodes('k1'))[0]).toBe('complaint.odd');
  });

  it('skips events that the filter rejects, without a transaction', async () => {
    const notIdle = ({ data }: { data: typeof ComplaintOpened.sample }) => data.complaint.number !== 'idle';
    const seen: string[] = [];
    await rig.start([
      onBatch(
        ComplaintOpened,
        async (events, tx) => {
          seen.push(...events.map(numberOf));
          for (const event of events) await effect(event, tx);
        },
        { filter: notIdle },
      ),
    ]);
    await rig.send(topic, received('a', 'idle'), received('a', '1'), received('b', 'idle'), received('a', 'idle'));
    await rig.send(topic, received('a', '2'));
    await done(2);
    expect(await effects('a')).toEqual(['1', '2']);
    expect(seen).toEqual(['1', '2']);
    const [inbox] = await rig.dataSource.query<{ n: number }[]>('SELECT count(*)::int AS n FROM inbox');
    expect(inbox?.n).toBe(2);
  });

  it('processes the first event at once and then batches by window; stopping does not wait for the window', async () => {
    const windowMs = 3_000;
    const sizes: number[] = [];
    const running = await rig.start(
      [
        onBatch(ComplaintOpened, async (events, tx) => {
          sizes.push(events.length);
          for (const event of events) await effect(event, tx);
        }),
      ],
      { batchWindowMs: windowMs },
    );
    const begun = performance.now();
    await rig.send(topic, received('k', '1'));
    await done(1);
    expect(performance.now() - begun).toBeLessThan(windowMs);
    for (let n = 2; n <= 6; n++) await rig.send(topic, received('k', String(n)));
    await done(6);
    expect(performance.now() - begun).toBeGreaterThan(windowMs * 0.9);
    expect(sizes).toEqual([1, 5]);
    const stopping = performance.now();
    await running.stop();
    expect(performance.now() - stopping).toBeLessThan(windowMs * 0.8);
  });

  it('processes batches of several partitions in one transaction, and each on its own if that fails', async () => {
    const calls: { partitions: Set<number>; transaction: string }[] = [];
    await rig.send(topic, ...Array.from({ length: 12 }, (_, i) => received(`k${i}`, String(i))));
    await rig.start([
      onBatch(ComplaintOpened, async (events, tx) => {
        const [row] = await tx.query<{ xid: string }[]>('SELECT pg_current_xact_id()::text AS xid');
        calls.push({ partitions: new Set(events.map(({ partition }) => partition)), transaction: row?.xid ?? '' });
        if (calls.length === 1) throw new Error('once');
        for (const event of events) await effect(event, tx);
      }),
    ]);
    await done(12);
    const [joint, ...each] = calls;
    expect(joint?.partitions.size).toBe(2);
    expect(each.map(({ partitions }) => partitions.size)).toEqual([1, 1]);
    expect(new Set(calls.map(({ transaction }) => transaction)).size).toBe(3);
  });

  it('waits for a lost database and dead-letters nothing', async () => {
    let lost = 0;
    await rig.start([
      on(ComplaintOpened, async (event, tx) => {
        if (lost++ < 6) await tx.query('SELECT pg_terminate_backend(pg_backend_pid())');
        await effect(event, tx);
      }),
    ]);
    await rig.send(topic, received('a', '1'));
    await eventually(async () => (await effects('a')).length === 1, { within: 20_000 });
    expect(await listDeadLetters(rig.dataSource)).toEqual([]);
  });

  it('tries an unknown failure five times before it dead-letters, and keeps personal data out of the error', async () => {
    let tries = 0;
    await rig.start([
      on(ComplaintOpened, async () => {
        tries += 1;
        throw new Error('no place for "Ms Smith" 0812345678');
      }),
    ]);
    await rig.send(topic, received('a', '1'));
    await eventually(async () => (await deadLetterCodes('a')).length === 1);
    expect(tries).toBe(5);
    const [row] = await listDeadLetters(rig.dataSource);
    expect(row).toMatchObject({ error_code: 'handler.failed', tries: 5 });
    expect(row?.error_text).not.toMatch(/Smith|0812/);
  });

  it('finishes and commits the running batch when it is stopped', async () => {
    const entered = Promise.withResolvers<void>();
    const leave = Promise.withResolvers<void>();
    const slow = on(ComplaintOpened, async (event, tx) => {
      entered.resolve();
      await leave.promise;
      await effect(event, tx);
    });
    const running = await rig.start([slow]);
    await rig.send(topic, received('a', '1'));
    await entered.promise;
    const stopped = running.stop();
    leave.resolve();
    await stopped;
    expect(await effects('a')).toEqual(['1']);
    const admin = rig.kafka.admin();
    await admin.connect();
    const [offsets] = await admin.fetchOffsets({ groupId: `${rig.prefix}analytics`, topics: [rig.prefix + topic] });
    await admin.disconnect();
    expect(offsets?.partitions.reduce((sum, { offset }) => sum + Math.max(0, Number(offset)), 0)).toBe(1);
  });
});
