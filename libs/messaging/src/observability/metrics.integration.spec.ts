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
});
