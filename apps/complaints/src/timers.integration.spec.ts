import { DueWorker } from '@harken/messaging';
import type { Worker } from '@harken/service';
import { eventually } from '@harken/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { executeCommand } from './complaint/execute/change-complaint.use-case.ts';
import { complaintsDatabase, quickPolicy } from './complaints.fixture.ts';
import { dueTimersWorker } from './complaints.workers.ts';
import { registerComplaint } from './intake/register-complaint.use-case.ts';
import { client } from './people/identity.builder.ts';
import { responsePolicy } from './policies/response-policy/response-policy.document.ts';
import { policyDefaults } from './policies/response-policy/response-policy.ts';

jest.setTimeout(30_000);

let database: Awaited<ReturnType<typeof complaintsDatabase>>;
const workers: Worker[] = [];
const failures: unknown[] = [];
beforeAll(async () => {
  database = await complaintsDatabase(20);
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  expect(failures.splice(0)).toEqual([]);
});
afterAll(() => database?.drop());

const startWorkers = (count: number): void => {
  for (let i = 0; i < count; i += 1) {
    const logger = { error: (found: unknown) => failures.push(found) } as unknown as Parameters<
      typeof dueTimersWorker
    >[0]['logger'];
    const worker = dueTimersWorker({ dataSource: database.dataSource, logger });
    workers.push(worker);
    worker.start();
  }
};

const publish = (seconds: number, others?: string, more: object = {}) =>
  database.dataSource.transaction((tx) =>
    responsePolicy.publish(
      {
        content: { ...policyDefaults, ...quickPolicy(seconds, others), ...more },
        expectedVersion: undefined,
        actor: 'tests',
      },
      tx,
    ),
  );

const open = (customer: string): Promise<string> =>
  database.dataSource.transaction(async (tx) => {
    const { id } = await registerComplaint({ customer, text: 'No keys.', channel: 'phone', actor: client() }, tx);
    return id;
  });

const actionsOf = async (id: string): Promise<string[]> => {
  const found: { action: string; to: string | null }[] = await database.dataSource.query(
    'SELECT action, "to" FROM history WHERE complaint_id = $1 ORDER BY id',
    [id],
  );
  return found.map(({ action, to }) => (action === 'escalated' ? `escalated ${to}` : action));
};

const wholeLadder = [
  'open',
  'clock-warned',
  'clock-breached',
  'escalated level 1',
  'escalated level 2',
  'escalated level 3',
];

describe('due timers', () => {
  it('fire once and within a second of being due, whichever of two replicas takes them', async () => {
    await publish(1);
    startWorkers(2);
    const ids = await Promise.all(Array.from({ length: 60 }, (_, index) => open(`c-${index}`)));
    await eventually(async () => {
      const [{ n }] = await database.dataSource.query('SELECT count(*)::int AS n FROM escalations WHERE level = 3');
      expect(n).toBe(60);
    });
    for (const id of ids) expect(await actionsOf(id)).toEqual(wholeLadder);
    const late: { late: number }[] = await database.dataSource.query(
      `SELECT extract(epoch FROM e.at - (k.breached_at + (l->>'after')::interval))::float8 AS late
       FROM escalations e JOIN clocks k USING (complaint_id, cycle, clock), jsonb_array_elements(k.ladder) l
       WHERE (l->>'level')::int = e.level ORDER BY 1 DESC`,
    );
    expect(late).toHaveLength(180);
    expect(late[0]?.late).toBeLessThan(1);
    expect(late.at(-1)?.late).toBeGreaterThanOrEqual(0);
  });

  it('all fire, in order, when no worker ran while they fell due', async () => {
    await publish(0.2);
    const id = await open('downtime');
    await eventually(async () => {
      const [{ over }] = await database.dataSource.query(
        "SELECT now() > opened_at + interval '1.5 s' AS over FROM complaints WHERE id = $1",
        [id],
      );
      return over;
    });
    expect(await actionsOf(id)).toEqual(['open']);
    startWorkers(2);
    await eventually(async () => expect(await actionsOf(id)).toEqual(wholeLadder));
    const [clock] = await database.dataSource.query(
      "SELECT breached_at = due_at AS dated FROM clocks WHERE complaint_id = $1 AND clock = 'acknowledge'",
      [id],
    );
    expect(clock).toEqual({ dated: true });
  });

  it('wake the sleeper when they are written after it has gone to sleep', async () => {
    await publish(0.2);
    startWorkers(1);
    const id = await open('woken');
    await eventually(async () => expect(await actionsOf(id)).toEqual(wholeLadder));
  });

  it('remind before the cap of a pause and end it there, by themselves and once, on two replicas', async () => {
    await publish(3_600, 'PT1H', { pauseCap: 'PT0.6S' });
    startWorkers(2);
    const id = await open('paused');
    const change = { id, expectedVersion: undefined, actor: client(), onBehalfOf: null };
    const commands = [{ name: 'investigate' }, { name: 'wait-for-customer' }] as const;
    for (const command of commands) await database.dataSource.transaction((tx) => executeCommand(change, command, tx));
    await eventually(async () =>
      expect(await actionsOf(id)).toEqual([
        ...['open', 'investigate', 'wait-for-customer', 'clock-paused', 'pause-reminded', 'clock-resumed'],
      ]),
    );
    const [clock] = await database.dataSource.query(
      `SELECT extract(epoch FROM due_at - started_at)::float8 AS seconds, pauses->0->>'to' = pauses->0->>'until' AS whole
         FROM clocks WHERE complaint_id = $1 AND clock = 'resolution'`,
      [id],
    );
    expect(clock).toEqual({ seconds: 3_600.6, whole: true });
  });

  it('do not fire for what was done in time, and keep out of the way of commands', async () => {
    await publish(20);
    startWorkers(2);
    const ids = await Promise.all(Array.from({ length: 30 }, (_, index) => open(`in-time-${index}`)));
    const change = (id: string) => ({ id, expectedVersion: undefined, actor: client(), onBehalfOf: null });
    await Promise.all(
      ids.map((id) => database.dataSource.transaction((tx) => executeCommand(change(id), { name: 'acknowledge' }, tx))),
    );
    for (let round = 0; round < 5; round += 1)
      await Promise.all(
        ids.map((id) =>
          database.dataSource.transaction((tx) => executeCommand(change(id), { name: 'note', text: '.' }, tx)),
        ),
      );
    const timers = await database.dataSource.query(
      "SELECT count(step_at)::int AS n FROM clocks WHERE complaint_id = ANY($1) AND clock = 'acknowledge'",
      [ids],
    );
    expect(timers).toEqual([{ n: 0 }]);
    for (const id of ids) expect((await actionsOf(id)).filter((action) => action.startsWith('clock'))).toEqual([]);
  });

  it('without work are corrected, and do not block others', async () => {
    await publish(0.2);
    const id = await open('stale');
    const change = { id, expectedVersion: undefined, actor: client(), onBehalfOf: null };
    await database.dataSource.transaction((tx) => executeCommand(change, { name: 'acknowledge' }, tx));
    await database.dataSource.query(
      "UPDATE clocks SET step_at = now() - interval '1 day' WHERE complaint_id = $1 AND clock = 'acknowledge'",
      [id],
    );
    startWorkers(1);
    const other = await open('after-stale');
    await eventually(async () => expect(await actionsOf(other)).toEqual(wholeLadder));
    const left = await database.dataSource.query(
      'SELECT clock FROM clocks WHERE complaint_id = $1 AND step_at IS NOT NULL ORDER BY 1',
      [id],
    );
    expect(left).toEqual([{ clock: 'first_response' }, { clock: 'resolution' }]);
  });

  it('are seen by every complaint that runs: none is without its next step', async () => {
    const [{ n }] = await database.dataSource.query(
      `SELECT count(*)::int AS n FROM clocks k
       WHERE met_at IS NULL AND NOT (breached_at IS NOT NULL AND level = 3) AND step_at IS NULL`,
    );
    expect(n).toBe(0);
  });
});

describe('the sleeper', () => {
  it('is the one of the messaging library', () => {
    startWorkers(1);
    expect(workers[0]).toBeInstanceOf(DueWorker);
  });
});
