import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { QueryRunner } from 'typeorm';
import { newId } from '../events/new-id.ts';
import { Rig } from '../startup/rig.fixture.ts';
import { claimInInbox } from './inbox.ts';

jest.setTimeout(30_000);

describe('claiming events in the inbox', () => {
  let rig: Rig;
  const runners: QueryRunner[] = [];
  const begin = async () => {
    const runner = rig.dataSource.createQueryRunner();
    runners.push(runner);
    await runner.startTransaction();
    return runner;
  };
  const claim = (partition: number) => ({
    group: 'complaints',
    messages: [{ topic: 'complaints.events', partition, key: 'k' }],
    ids: [newId()],
  });

  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(async () => {
    for (const runner of runners) await runner.release();
    await rig.close();
  });

  it('locks a partition for one worker at a time, even for different events, and leaves other partitions free', async () => {
    const [owner, stale, neighbour] = [await begin(), await begin(), await begin()];
    await claimInInbox(owner.manager, claim(0));

    let entered = false;
    const waiting = claimInInbox(stale.manager, claim(0)).then(() => {
      entered = true;
    });
    await claimInInbox(neighbour.manager, claim(1));
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
