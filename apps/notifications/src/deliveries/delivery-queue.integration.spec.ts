import type { Tx } from '@harken/database';
import { messagingMigrations, newId } from '@harken/messaging';
import { accessMigrations, serviceMigrations } from '@harken/service';
import { type TestDatabase, testDatabase } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { notificationsService } from '../notifications.module.ts';
import { type Attempt, attemptLog } from './attempt-log.store.ts';
import { deliveryQueue, type LeasedDelivery } from './queue/delivery-queue.store.ts';

jest.setTimeout(30_000);

const waiting = 3_000;
const width = 50;
const subscriptionId = newId();
const queue = `
  INSERT INTO deliveries (id, subscription_id, alert_id, alert_position, alert_recorded_at, subject, ordered)
  SELECT gen_random_uuid(), '${subscriptionId}', id, position, recorded_at, subject, false FROM alerts`;

let database: TestDatabase;
let owner: DataSource;
beforeAll(async () => {
  const migrations = [...messagingMigrations, ...serviceMigrations, ...notificationsService.migrations];
  database = await testDatabase('notifications', { migrations, accessMigrations });
  owner = await new DataSource({ type: 'postgres', url: database.ownerUrl, installExtensions: false }).initialize();
  await owner.query(`
    INSERT INTO alerts (position, recorded_at, id, type, severity, at, subject, segments, body)
    SELECT n, date_trunc('milliseconds', now()), gen_random_uuid(), 'harken.complaints.complaint-opened', 'high', now(), 's' || n, '{}', '{}'
      FROM generate_series(1, ${waiting}) n;
    INSERT INTO subscriptions (id, version, name, client_id, owner, owner_roles, filter, delivery, status, secret, created_at, updated_at)
    VALUES ('${subscriptionId}', 1, 'n', gen_random_uuid(), 'o', '{crm}', '{}', '{"kind": "webhook", "url": "http://127.0.0.1/"}', 'active', 'plain:s', now(), now());
    ANALYZE alerts;`);
});
afterAll(async () => {
  await owner?.destroy();
  await database?.drop();
});

/** How many rows of the queue the work reads. */
async function rowsReadBy(tx: Tx, work: () => Promise<unknown>): Promise<number> {
  const before = await rowsRead(tx);
  await work();
  return (await rowsRead(tx)) - before;
}

async function rowsRead(tx: Tx): Promise<number> {
  const [{ rows }] = await tx.query(
    "SELECT (seq_tup_read + idx_tup_fetch)::int AS rows FROM pg_stat_xact_user_tables WHERE relid = 'deliveries'::regclass",
  );
  return rows;
}

const delivered = ({ id, alertId, alertType, attempt }: LeasedDelivery): Attempt => ({
  ...{ id: newId(), at: new Date(), subscriptionId, deliveryId: id, alertId, alertType, attempt },
  ...{ status: 'delivered', responseCode: 204, durationMs: 1, error: null, retryInMs: null },
});

describe('a queue that filled after the statistics said it was empty', () => {
  it('is claimed and recorded by reading the rows concerned, not the whole queue', async () => {
    await owner.query(`${queue}; DELETE FROM deliveries; ANALYZE deliveries; ${queue}`);
    await owner.transaction(async (tx) => {
      let claimed: readonly LeasedDelivery[] = [];
      const claim = async () => {
        claimed = await deliveryQueue.claim(tx, { ids: [], leasable: [], leasableByDefault: width }, 60_000);
      };
      expect(await rowsReadBy(tx, claim)).toBeLessThan(width * 10);
      expect(claimed).toHaveLength(width);
      expect(await rowsReadBy(tx, () => attemptLog.record(tx, claimed.map(delivered)))).toBeLessThan(width * 10);
      const [{ left }] = await tx.query('SELECT count(*)::int AS left FROM deliveries');
      expect(left).toBe(waiting - width);
    });
  });
});
