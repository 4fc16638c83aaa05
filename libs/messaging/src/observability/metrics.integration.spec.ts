import { ComplaintOpened } from '@harken/contracts';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Registry } from 'prom-client';
import { on } from '../index.ts';
import { opened, Rig, received } from '../startup/rig.fixture.ts';

jest.setTimeout(40_000);

describe('the metrics', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig.close());

  it('count unpublished, published and consumed events, and dead letters', async () => {
    const metrics = new Registry();
    await rig.publish(opened('a', '1'));
    await rig.start([on(ComplaintOpened, async () => undefined)], { metrics });
    await rig.send('complaints.events', received('b', '1', { value: '{}' }));
    const value = async (line: string) => (await metrics.metrics()).includes(line);
    await eventually(() => value(`harken_events_published_total{type="${ComplaintOpened.type}"} 1`));
    await eventually(() => value(`harken_events_consumed_total{type="${ComplaintOpened.type}"} 1`));
    await eventually(() => value('harken_dead_letters{topic="complaints.events"} 1'));
    await eventually(() => value('harken_outbox_lag_rows 0'));
    expect(await value('harken_outbox_lag_seconds 0')).toBe(true);
    expect(await value('harken_events_dead_lettered_total{code="event.schema-broken"} 1')).toBe(true);
  });

  it('read the outbox by its index, however much was published today (case 46)', async () => {
    const lag = await rig.dataSource.transaction(async (tx) => {
      await tx.query(`
        INSERT INTO outbox (horizon, event_id, topic, key, type, time, payload)
        SELECT 1, gen_random_uuid(), 'complaints.events', 'k', 't', now(), '{}' FROM generate_series(1, 20000)`);
      const read = async () =>
        (
          await tx.query(`SELECT coalesce(sum(seq_tup_read), 0)::int AS scanned, coalesce(sum(idx_tup_fetch), 0)::int AS fetched
                            FROM pg_stat_xact_user_tables WHERE relname LIKE 'outbox%' AND relname <> 'outbox_cursor'`)
        )[0];
      const before = await read();
      // The cursor stands behind all of them, as after a busy day.
      const [found] = await tx.query('SELECT * FROM outbox_lag(10000)');
      const after = await read();
      return { ...found, scanned: after.scanned - before.scanned, fetched: after.fetched - before.fetched };
    });
    expect(lag).toMatchObject({ seconds: 0, waiting: 0, scanned: 0 });
    expect(lag.fetched).toBeLessThan(100);
  });
});
