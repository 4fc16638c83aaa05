import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { QueryRunner } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Rig } from '../startup/rig.fixture.ts';
import { takeIn } from './inbox.ts';

jest.setTimeout(30_000);

describe('taking events in', () => {
  let rig: Rig;
  const runners: QueryRunner[] = [];
  const begin = async () => {
    const runner = rig.dataSource.createQueryRunner();
    runners.push(runner);
    await runner.startTransaction();
    return runner;
  };
  const wanted = (partition: number) => ({
    group: 'complaints',
    messages: [{ topic: 'complaints.events', partition, key: 'k' }],
    ids: [uuidv7()],
  });

  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(async () => {
    for (const runner of runners) await runner.release();
    await rig.close();
  });

  it('lets one worker at a time into a partition, also with events of their own, and others into the other partitions', async () => {
    const [owner, stale, neighbour] = [await begin(), await begin(), await begin()];
    await takeIn(owner.manager, wanted(0));

    let entered = false;
    const waiting = takeIn(stale.manager, wanted(0)).then(() => {
      entered = true;
    });
    await takeIn(neighbour.manager, wanted(1));
    await neighbour.commitTransaction();

    await eventually(async () => {
      const waits = await rig.dataSource.query(
        `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      expect(waits).toHaveLength(1);
    });
    expect(entered).toBe(false);
    await owner.commitTransaction();
    await waiting;
    await stale.commitTransaction();
  });
});
