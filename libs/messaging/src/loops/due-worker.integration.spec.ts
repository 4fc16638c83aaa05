import { afterCommit } from '@harken/database';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DueWorker } from '../index.ts';
import { Rig } from '../startup/rig.fixture.ts';

jest.setTimeout(40_000);

describe('the worker for due rows', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.open();
    await rig.createTable(
      `CREATE TABLE timers (id int PRIMARY KEY, due_at timestamptz, fired_at timestamptz, fired int DEFAULT 0)`,
    );
  });
  afterAll(() => rig.close());

  const worker = (maxSleepMs: number, failures: unknown[] = []) =>
    new DueWorker({
      dataSource: rig.dataSource,
      maxSleepMs,
      claim: async (tx) => {
        const [rows] = await tx.query(`
          UPDATE timers SET fired_at = clock_timestamp(), fired = fired + 1, due_at = NULL WHERE id IN (
            SELECT id FROM timers WHERE due_at <= clock_timestamp() ORDER BY due_at LIMIT 3 FOR UPDATE SKIP LOCKED)
          RETURNING id`);
        return rows.length;
      },
      nextDueInMs: async (tx) => {
        const [row] = await tx.query(
          'SELECT extract(epoch FROM min(due_at) - clock_timestamp()) * 1000 AS ms FROM timers',
        );
        return row.ms === null ? null : Number(row.ms);
      },
      onError: (error) => failures.push(error),
    });

  it('fires each row once and in time on two replicas', async () => {
    await rig.dataSource.query(`INSERT INTO timers (id, due_at)
      SELECT i, clock_timestamp() + i * interval '10 ms' FROM generate_series(1, 60) i`);
    const due = await rig.dataSource.query('SELECT id, due_at FROM timers');
    const pair = [worker(1_000), worker(1_000)];
    for (const one of pair) one.start();
    await eventually(async () => (await rig.dataSource.query('SELECT FROM timers WHERE fired = 0')).length === 0);
    await Promise.all(pair.map((one) => one.stop()));
    const fired = await rig.dataSource.query('SELECT id, fired, fired_at FROM timers');
    const dueAt = new Map(due.map((row: { id: number; due_at: Date }) => [row.id, row.due_at.getTime()]));
    for (const row of fired) {
      expect(row.fired).toBe(1);
      expect(row.fired_at.getTime()).toBeGreaterThanOrEqual(Number(dueAt.get(row.id)));
      expect(row.fired_at.getTime() - Number(dueAt.get(row.id))).toBeLessThan(1_000);
    }
  });

  it('is woken for a row that comes in while it sleeps', async () => {
    const one = worker(600_000);
    one.start();
    await eventually(async () => true);
    await rig.dataSource.transaction(async (tx) => {
      await tx.query('INSERT INTO timers (id, due_at) VALUES (100, now())');
      afterCommit(tx, one.wake);
    });
    await eventually(
      async () => (await rig.dataSource.query('SELECT FROM timers WHERE id = 100 AND fired = 1')).length === 1,
    );
    await one.stop();
  });

  it('goes on after a failure', async () => {
    const failures: unknown[] = [];
    const one = worker(1_000, failures);
    await rig.asOwner((owner) => owner.query('ALTER TABLE timers RENAME TO hidden'));
    one.start();
    await eventually(() => failures.length > 0);
    await rig.asOwner((owner) => owner.query('ALTER TABLE hidden RENAME TO timers'));
    await rig.dataSource.query('INSERT INTO timers (id, due_at) VALUES (200, now())');
    await eventually(
      async () => (await rig.dataSource.query('SELECT FROM timers WHERE id = 200 AND fired = 1')).length === 1,
    );
    await one.stop();
  });
});
