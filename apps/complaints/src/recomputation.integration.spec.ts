import type { Tx } from '@harken/database';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { businessCalendars } from './calendars/business-calendars.document.ts';
import { executeCommand } from './complaint/execute/change-complaint.use-case.ts';
import { recomputeOpenComplaints } from './complaint/execute/recompute-open-complaints.use-case.ts';
import { complaintsDatabase, quickPolicy } from './complaints.fixture.ts';
import { registerComplaint } from './intake/register-complaint.use-case.ts';
import { client } from './people/identity.builder.ts';
import { responsePolicy } from './policies/response-policy/response-policy.document.ts';
import { policyDefaults } from './policies/response-policy/response-policy.ts';
import { recomputeNextBatch } from './recomputation/recomputation.use-case.ts';
import { saveTeam } from './teams/save-team.use-case.ts';

jest.setTimeout(60_000);

let database: Awaited<ReturnType<typeof complaintsDatabase>>;
beforeAll(async () => {
  database = await complaintsDatabase(10);
});
afterAll(() => database?.drop());

const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.dataSource.transaction(work);
const query = <T>(sql: string, values: unknown[] = []): Promise<T[]> => database.dataSource.query(sql, values);

const hours = (from: string, to: string) => [{ from, to }];
const always = hours('00:00', '24:00');
const week = (day = always) => ({
  ...{ monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day },
});
const calendar = (id: string, day = always) =>
  inTx((tx) => {
    const working = { name: id, zone: 'UTC', week: week(day), holidays: [], publicHolidays: null, exceptions: [] };
    return businessCalendars.publish(
      { id, content: working, effectiveFrom: new Date(0), expectedVersion: undefined, actor: 'tests' },
      tx,
    );
  });

const policy = (target: string, more: object = {}, appliesTo: 'new' | 'open' = 'new', effectiveFrom?: Date) =>
  inTx((tx) => {
    const body = { ...policyDefaults, ...quickPolicy(1), ...more };
    const same = { acknowledge: target, firstResponse: target, resolution: target };
    const content = { ...body, targets: { critical: same, high: same, normal: same, low: same }, appliesTo };
    return responsePolicy.publish({ content, expectedVersion: undefined, actor: 'tests', effectiveFrom }, tx);
  });

const open = async (customer = 'crm-1'): Promise<string> =>
  (await inTx((tx) => registerComplaint({ customer, text: 'No keys.', channel: 'phone', actor: client() }, tx))).id;

/** The hours between start and deadline of the resolution. */
const lengthOf = async (id: string): Promise<number> => {
  const [row] = await query<{ h: number }>(
    `SELECT extract(epoch FROM due_at - started_at)::float8 / 3600 AS h FROM clocks
      WHERE complaint_id = $1 AND clock = 'resolution'`,
    [id],
  );
  return row?.h ?? Number.NaN;
};

const reasonsOf = async (id: string): Promise<string[]> =>
  (
    await query<{ reason: string }>(
      "SELECT reason FROM history WHERE complaint_id = $1 AND action = 'clocks-recomputed' ORDER BY id",
      [id],
    )
  ).map(({ reason }) => reason);

/** As the worker does, until nothing is due. */
const work = async (limit = 100): Promise<void> => {
  while ((await inTx((tx) => recomputeNextBatch(limit, recomputeOpenComplaints, tx))) > 0);
};

describe('stale deadlines after a change', () => {
  it('of the policy stay as they were, unless the new policy applies to open complaints: then none is stale, and the history says why', async () => {
    await policy('PT10H');
    const id = await open();
    await policy('PT20H');
    await work();
    expect(await lengthOf(id)).toBe(10);
    const { version } = await policy('PT30H', {}, 'open');
    await work();
    expect(await lengthOf(id)).toBe(30);
    expect(await reasonsOf(id)).toEqual([`response policy ${version}`]);
    const [entry] = await query<{ before: object; after: object }>(
      "SELECT before, after FROM history WHERE complaint_id = $1 AND action = 'clocks-recomputed'",
      [id],
    );
    expect(entry?.before).toMatchObject({ clocks: { '1:resolution': { target: 'PT10H' } } });
    expect(entry?.after).toMatchObject({ clocks: { '1:resolution': { target: 'PT30H' } } });
  });

  it('of the policy wait until it is in force', async () => {
    await policy('PT10H');
    const id = await open();
    const soon = new Date(Date.now() + 1_500);
    await policy('PT40H', {}, 'open', soon);
    await work();
    expect(await lengthOf(id)).toBe(10);
    expect(await lengthOf(await open())).toBe(10);
    await eventually(async () => {
      await work();
      expect(await lengthOf(id)).toBe(40);
    });
    expect(await lengthOf(await open())).toBe(40);
  });

  it('of a later policy are not taken back by one before it', async () => {
    await policy('PT10H');
    const old = await open();
    await policy('PT30H', {}, 'open');
    await policy('PT5H');
    const young = await open();
    await work();
    expect([await lengthOf(old), await lengthOf(young)]).toEqual([30, 5]);
  });

  it('of a calendar do not stay, with what was promised otherwise as it was', async () => {
    await calendar('desk');
    const { version } = await policy('PT12H', { calendar: 'desk' });
    const id = await open();
    expect(await lengthOf(id)).toBe(12);
    await policy('PT50H');
    await calendar('desk', hours('00:00', '01:00'));
    await work();
    expect(await lengthOf(id)).toBeGreaterThan(24 * 11);
    expect(await reasonsOf(id)).toEqual(['calendar desk']);
    const [clock] = await query(
      "SELECT policy_version, target FROM clocks WHERE complaint_id = $1 AND clock = 'resolution'",
      [id],
    );
    expect(clock).toEqual({ policy_version: version, target: 'PT12H' });
  });

  it("of a team's calendar do not stay either", async () => {
    await calendar('all-day');
    await calendar('an-hour', hours('00:00', '01:00'));
    await policy('PT12H', { calendar: 'all-day' });
    const id = await open();
    const team = { id: 'customer-care', name: 'Care', members: [], assignment: 'queue' as const, department: null };
    const save = (of: string | null) =>
      inTx((tx) =>
        saveTeam({ team: { ...team, calendar: of } as never, expectedVersion: undefined, actor: client() }, tx),
      );
    await save('an-hour');
    await work();
    expect(await lengthOf(id)).toBeGreaterThan(24 * 11);
    await save(null);
    await work();
    expect(await lengthOf(id)).toBe(12);
    expect(await reasonsOf(id)).toEqual(['team customer-care', 'team customer-care']);
  });

  it('of severity and state do not stay', async () => {
    await policy('PT12H');
    const id = await open();
    const change = { id, expectedVersion: undefined, actor: client(), onBehalfOf: null };
    await policy('PT24H');
    await inTx((tx) => executeCommand(change, { name: 'change-severity', severity: 'high' }, tx));
    expect(await lengthOf(id)).toBe(24);
    await inTx((tx) => executeCommand(change, { name: 'assign', assignee: 'anna' }, tx));
    await inTx((tx) => executeCommand(change, { name: 'wait-for-customer' }, tx));
    expect(await lengthOf(id)).toBeCloseTo(24 * 15, 2);
    await inTx((tx) => executeCommand(change, { name: 'resume' }, tx));
    expect(await lengthOf(id)).toBeCloseTo(24, 2);
    expect(await lengthOf(id)).toBeGreaterThan(24);
  });

  it('leave out what has ended, and what is met', async () => {
    await policy('PT10H');
    const id = await open();
    const change = { id, expectedVersion: undefined, actor: client(), onBehalfOf: null };
    await inTx((tx) => executeCommand(change, { name: 'withdraw' }, tx));
    await policy('PT30H', {}, 'open');
    await work();
    expect([await lengthOf(id), await reasonsOf(id)]).toEqual([10, []]);
  });
});

describe('a recomputation', () => {
  it('goes on where it stood after a crash, is shared by replicas, and touches each complaint once', async () => {
    await policy('PT10H');
    const ids = await Promise.all(Array.from({ length: 25 }, (_, index) => open(`many-${index}`)));
    const { version } = await policy('PT20H', {}, 'open');
    await inTx((tx) => recomputeNextBatch(4, recomputeOpenComplaints, tx));
    const crash = inTx(async (tx) => {
      await recomputeNextBatch(4, recomputeOpenComplaints, tx);
      throw new Error('power cut');
    });
    await expect(crash).rejects.toThrow('power cut');
    await Promise.all([work(4), work(4), work(4)]);
    await work(4);
    for (const id of ids) {
      expect(await lengthOf(id)).toBe(20);
      expect(await reasonsOf(id)).toEqual([`response policy ${version}`]);
    }
  });

  it('scans once more those that were opened under the old policies while it ran', async () => {
    await policy('PT10H');
    const { version } = await policy('PT20H', {}, 'open');
    await work();
    // As if its opening had read the policy before and was committed after.
    const late = await open('late');
    await query(
      `UPDATE clocks SET target = 'PT10H', due_at = started_at + interval '10 h', policy_version = $2 WHERE complaint_id = $1`,
      [late, version - 1],
    );
    await query("UPDATE recomputations SET due_at = now() - interval '1 ms' WHERE subject = $1 AND sweep = 2", [
      String(version),
    ]);
    await work();
    expect(await lengthOf(late)).toBe(20);
    const [row] = await query('SELECT done_at IS NOT NULL AS done FROM recomputations WHERE subject = $1', [
      String(version),
    ]);
    expect(row).toEqual({ done: true });
  });
});
