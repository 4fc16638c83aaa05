import { ComplaintEscalated, happened, type NewEvent, TouchpointAlertFired } from '@harken/contracts';
import { newId, outbox } from '@harken/messaging';
import { checkOpenApi, generateOpenApi, lintOpenApi } from '@harken/service';
import { createTopics, eventually, testStack, testTopicPrefix } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Notifications, opened } from './notifications.fixture.ts';
import { notificationsService } from './notifications.module.ts';
import { Receiver } from './webhooks/receiver.fixture.ts';

jest.setTimeout(60_000);

describe('the OpenAPI document', () => {
  it('describes every operation, with examples, and passes the linter', async () => {
    const document = await generateOpenApi(notificationsService);
    expect(checkOpenApi(document)).toEqual([]);
    expect(await lintOpenApi(document)).toEqual([]);
  });
});

describe('an event on Kafka', () => {
  let notifications: Notifications;
  let receiver: Receiver;
  beforeAll(async () => {
    const { brokers } = (await testStack()).kafka;
    const prefix = testTopicPrefix();
    await createTopics(brokers, prefix);
    receiver = await Receiver.open();
    const settings = { KAFKA_BROKERS: brokers.join(','), KAFKA_TOPIC_PREFIX: prefix };
    notifications = await Notifications.start(settings, { kafka: true });
  });
  afterAll(async () => {
    await notifications?.stop();
    await receiver?.close();
  });

  // The producer does not matter: our own relay publishes to any topic.
  const publish = (...events: readonly NewEvent[]) =>
    notifications.service.dataSource.transaction((tx) => outbox.add(tx, events));

  it('becomes an alert in the log and at the webhook, with its trace', async () => {
    const { secret } = await notifications.subscribe(receiver.url());
    const complaintId = newId();
    await publish(
      happened(ComplaintEscalated, complaintId, ComplaintEscalated.sample),
      happened(TouchpointAlertFired, TouchpointAlertFired.sample.alert.alertId, TouchpointAlertFired.sample),
    );
    await eventually(() => receiver.received.length === 2, { within: 20_000 });
    const types = receiver.received.map((_, nth) => (receiver.verify(nth, secret) as { type: string }).type).sort();
    expect(types).toEqual(['harken.complaints.complaint-escalated', 'harken.touchpoints.touchpoint-alert-fired']);
    expect((await notifications.pull('limit=10')).items).toHaveLength(2);
  });

  it('that disables a subscription comes back as an alert of its own', async () => {
    const gone = await Receiver.open();
    gone.respond = (response) => void response.writeHead(410).end();
    const { id } = await notifications.subscribe(gone.url());
    await publish(happened(ComplaintEscalated, newId(), ComplaintEscalated.sample));
    const type = 'harken.notifications.subscription-disabled';
    const alert = await eventually(
      async () => {
        const [found] = (await notifications.pull(`types=${type}`)).items;
        if (!found) throw new Error('not yet');
        return found;
      },
      { within: 20_000 },
    );
    expect(alert).toMatchObject({ type, subject: id, severity: 'high', data: { subscriptionId: id, reason: 'gone' } });
    await gone.close();
  });
});

describe('the metrics (case 46)', () => {
  it('say how many deliveries wait, how late they are and which subscriptions get nothing', async () => {
    const notifications = await Notifications.start({ DELIVERY_RETRY_DELAYS: 'PT1H' });
    const failing = await Receiver.open();
    failing.respond = (response) => void response.writeHead(503).end();
    const metrics = async () => (await fetch(`${notifications.service.managementUrl}/metrics`)).text();
    await notifications.subscribe(failing.url());
    await notifications.record(opened(), opened());
    await eventually(async () =>
      (await metrics()).includes(
        'notifications_delivery_attempts_total{kind="webhook",status="failed",service="notifications"} 2',
      ),
    );
    const text = await metrics();
    expect(text).toContain('notifications_deliveries_pending{service="notifications"} 2');
    expect(text).toContain('notifications_delivery_overdue_seconds{service="notifications"} 0');
    expect(text).toContain('notifications_subscriptions{status="active",service="notifications"} 1');
    await notifications.stop();
    await failing.close();
  });
});

describe('the database', () => {
  let notifications: Notifications;
  beforeAll(async () => {
    notifications = await Notifications.start();
  });
  afterAll(() => notifications?.stop());
  const query = (sql: string) => notifications.service.dataSource.query(sql);

  it('keeps partitions by the day; a cursor into a dropped one is refused', async () => {
    await notifications.record(opened());
    const { next } = await notifications.pull('limit=1');
    const { DataSource } = await import('typeorm');
    const url = notifications.database.ownerUrl;
    const owner = await new DataSource({ type: 'postgres', url, poolSize: 1, installExtensions: false }).initialize();
    // As if the alerts of today were 40 days old.
    await owner.query(`DO $$ DECLARE today text := 'alerts_' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD'); BEGIN
      EXECUTE format('ALTER TABLE alerts DETACH PARTITION %I', today);
      EXECUTE format('ALTER TABLE %I RENAME TO %I', today, 'alerts_' || to_char(now() - interval '40 days', 'YYYYMMDD'));
      EXECUTE format('UPDATE %I SET recorded_at = recorded_at - interval ''40 days''', 'alerts_' || to_char(now() - interval '40 days', 'YYYYMMDD'));
      EXECUTE format('ALTER TABLE alerts ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        'alerts_' || to_char(now() - interval '40 days', 'YYYYMMDD'), date_trunc('day', now() - interval '40 days', 'UTC'), date_trunc('day', now() - interval '39 days', 'UTC'));
    END $$`);
    await owner.destroy();
    expect((await notifications.pull('limit=10')).items).toHaveLength(1);
    await query("SELECT notifications_upkeep('30 days')");
    expect((await notifications.pull('limit=10')).items).toEqual([]);
    await notifications.record(opened());
    expect((await notifications.pull('limit=10')).items).toHaveLength(1);
    const behind = await notifications.call('GET', '/v1/alerts?after=0-20260101');
    expect(behind).toMatchObject({ status: 409, body: { code: 'alert.cursor-lost' } });
    expect((await notifications.pull(`after=${next}`)).items).toHaveLength(1);
  });

  it('does not let the app role drop anything, and keeps young partitions', async () => {
    await expect(query('DROP TABLE alerts')).rejects.toThrow(/must be owner/);
    await expect(query("SELECT notifications_upkeep('1 day')")).rejects.toThrow(/at least 5 days/);
  });
});

describe('a replica that dies while it delivers', () => {
  it('leaves its deliveries to the others, under the same id', async () => {
    const notifications = await Notifications.start();
    const receiver = await Receiver.open();
    const { id } = await notifications.subscribe(receiver.url());
    const event = opened();
    await notifications.record(event);
    await eventually(async () => (await notifications.attempts(id)).length === 1);
    // What a crash between sending and recording leaves behind: a lease that runs out.
    await notifications.service.dataSource.query(
      `INSERT INTO deliveries (id, subscription_id, alert_id, alert_position, alert_recorded_at, subject, ordered, attempts, due_at)
       SELECT gen_random_uuid(), $1, a.id, a.position, a.recorded_at, a.subject, false, 1, now() + interval '0.3 s' FROM alerts a`,
      [id],
    );
    await eventually(() => receiver.received.length === 2);
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([event.id, event.id]);
    await notifications.stop();
    await receiver.close();
  });

  it('and two that live share the work without sending twice', async () => {
    const notifications = await Notifications.start();
    const replica = await notifications.replica();
    const receiver = await Receiver.open();
    await notifications.subscribe(receiver.url());
    for (let i = 0; i < 10; i += 1) await notifications.record(...Array.from({ length: 20 }, () => opened()));
    await eventually(() => receiver.received.length >= 200);
    await replica.close();
    await notifications.stop();
    expect(receiver.received).toHaveLength(200);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(200);
    await receiver.close();
  });
});
