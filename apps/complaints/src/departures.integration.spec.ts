import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { assignComplaint } from './assignment/assign-complaint.use-case.ts';
import { reassignComplaints } from './assignment/reassign-complaints.use-case.ts';
import { answering } from './complaint/complaint.builder.ts';
import { executeCommand } from './complaint/execute/change-complaint.use-case.ts';
import { complaintsDatabase } from './complaints.fixture.ts';
import { registerComplaint } from './intake/register-complaint.use-case.ts';
import { reopenComplaint } from './intake/reopen-complaint.use-case.ts';
import { client } from './people/identity.builder.ts';
import { routingRules } from './policies/routing-rules/routing-rules.document.ts';
import { markAbsent, markAvailable, removeMember } from './teams/change-member.use-case.ts';
import { departureStore } from './teams/departure.store.ts';
import { reassignLeaverWork } from './teams/reassign-leaver-work.use-case.ts';
import { saveTeam } from './teams/save-team.use-case.ts';
import type { Member } from './teams/team.ts';

jest.setTimeout(60_000);

let database: Awaited<ReturnType<typeof complaintsDatabase>>;
beforeAll(async () => {
  database = await complaintsDatabase(12);
});
afterAll(() => database?.drop());

const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> => database.dataSource.query(text, values);
const within: typeof database.dataSource.transaction = (work: never) => database.dataSource.transaction(work);
const change = (id: string) => ({ id, expectedVersion: undefined, actor: client(), onBehalfOf: null });

const save = (id: string, members: Partial<Member>[], more: object = {}) =>
  within((tx) =>
    saveTeam(
      {
        team: {
          ...{ id, name: id, assignment: 'round_robin' as const, calendar: null, department: null },
          members: members.map((one) => ({ id: '', name: 'x', role: 'handler', available: true, ...one })),
        },
        ...{ expectedVersion: undefined, actor: client(), onBehalfOf: 'mara', ...more },
      },
      tx,
    ),
  );

/** A team of these people, with `count` complaints dealt out among them. */
async function teamWith(id: string, members: Partial<Member>[], count: number): Promise<string[]> {
  await save(id, members);
  const content = { rules: [], fallbackTeam: id };
  await within((tx) => routingRules.publish({ content, expectedVersion: undefined, actor: 'tests' }, tx));
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await open());
  return ids;
}

const open = async (language?: string): Promise<string> => {
  const said = { customer: 'c', text: 'No keys.', channel: 'phone', actor: client(), ...(language && { language }) };
  return (await within((tx) => registerComplaint(said, tx))).id;
};

const move = (teamId: string, memberId: string) => ({
  ...{ teamId, memberId, expectedVersion: undefined, actor: client(), onBehalfOf: 'mara', reason: 'another job' },
});
const leave = (team: string, member: string) => within((tx) => removeMember(move(team, member), tx));
const handBack = (limit = 100) => within((tx) => reassignLeaverWork(limit, reassignComplaints, tx));
const handBackAll = async (limit = 100) => {
  while ((await handBack(limit)) > 0);
};
const loads = async (team: string) =>
  Object.fromEntries(
    (
      await sql<{ assignee: string | null; n: number }>(
        'SELECT assignee, count(*)::int AS n FROM complaints WHERE team = $1 AND ended_at IS NULL GROUP BY 1',
        [team],
      )
    ).map(({ assignee, n }) => [assignee ?? 'queue', n]),
  );
/** How often each complaint was told and written to have gone from the person to another. */
const handed = (team: string) =>
  sql<{ events: number; entries: number; n: number }>(
    `SELECT events, entries, count(*)::int AS n FROM (
       SELECT (SELECT count(*)::int FROM outbox WHERE key = c.id::text AND type LIKE '%complaint-assigned%'
                  AND payload::jsonb ->> 'reason' LIKE 'member_%') AS events,
              (SELECT count(*)::int FROM history WHERE complaint_id = c.id AND reason = 'another job') AS entries
         FROM complaints c WHERE team = $1) told GROUP BY 1, 2 ORDER BY 1`,
    [team],
  );
const departureOf = async (team: string) =>
  (
    await sql('SELECT member, kind, dealt, queued, done_at IS NOT NULL AS done FROM departures WHERE team = $1', [team])
  )[0];

describe('who leaves a team', () => {
  it('hands the open complaints on to the rest, each once, and keeps what is over', async () => {
    const ids = await teamWith('fair', [{ id: 'a' }, { id: 'b' }, { id: 'c' }], 9);
    await within(async (tx) => {
      await executeCommand(change(ids[0] as string), answering, tx);
      await executeCommand(change(ids[0] as string), { name: 'close' }, tx);
    });
    expect((await leave('fair', 'a')).members.map(({ id }) => id)).toEqual(['b', 'c']);
    await handBackAll();
    expect(await loads('fair')).toEqual({ b: 4, c: 4 });
    expect(await departureOf('fair')).toEqual({ member: 'a', kind: 'left', dealt: 2, queued: 0, done: true });
    expect(await handed('fair')).toEqual([
      { events: 0, entries: 0, n: 7 },
      { events: 1, entries: 1, n: 2 },
    ]);
    const [entry] = await sql(
      `SELECT actor, on_behalf_of AS "onBehalfOf", action, "from" FROM history WHERE complaint_id = $1 AND reason = 'another job'`,
      [ids[3]],
    );
    expect(entry).toEqual({ actor: 'tests', onBehalfOf: 'mara', action: 'assign', from: 'a' });
  });

  it('by a team that is saved without them: the rest who speak the language get theirs', async () => {
    const thai = { languages: ['th'] };
    await teamWith(
      'speaks',
      [
        { id: 'chai', ...thai },
        { id: 'dao', ...thai },
        { id: 'eve', languages: ['en'] },
      ],
      0,
    );
    for (const language of ['th', 'th', 'th', 'th']) await open(language);
    expect(await loads('speaks')).toEqual({ chai: 2, dao: 2 });
    await save('speaks', [
      { id: 'dao', ...thai },
      { id: 'eve', languages: ['en'] },
    ]);
    await handBackAll();
    expect(await loads('speaks')).toEqual({ dao: 4 });
  });

  it('leaves them in the queue if nobody is available', async () => {
    await teamWith('alone', [{ id: 'a' }, { id: 'b', available: false }], 3);
    await leave('alone', 'a');
    await handBackAll();
    expect(await loads('alone')).toEqual({ queue: 3 });
    expect(await departureOf('alone')).toMatchObject({ dealt: 0, queued: 3, done: true });
    const clocks = await sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM clocks k JOIN complaints c ON c.id = k.complaint_id
        WHERE c.team = 'alone' AND k.met_at IS NULL AND k.step_at IS NULL`,
    );
    expect(clocks).toEqual([{ n: 0 }]);
  });

  const waits = (left: Promise<unknown>) =>
    expect(Promise.race([left, new Promise((_, late) => setTimeout(late, 300, 'waits'))])).rejects.toBe('waits');

  it('waits for a complaint that is just being given by hand, and then hands it on', async () => {
    const [id] = (await teamWith('race', [{ id: 'a' }, { id: 'b' }], 2)) as [string, string];
    const toB = { ...change(id), assignee: 'b', reason: undefined };
    let left: Promise<unknown> | undefined;
    await within(async (tx) => {
      await assignComplaint(toB, tx);
      left = leave('race', 'b');
      await waits(left);
    });
    await left;
    await handBackAll();
    expect(await loads('race')).toEqual({ a: 2 });
    await expect(within((tx) => assignComplaint(toB, tx))).rejects.toMatchObject({
      code: 'complaint.assignee-not-in-team',
    });
  });

  it('waits for a complaint that is just being assigned, and then reassigns it', async () => {
    await teamWith('dealing', [{ id: 'a' }, { id: 'b' }], 0);
    await sql("UPDATE teams SET assignment = 'least_loaded' WHERE id = 'dealing'");
    let left: Promise<unknown> | undefined;
    await within(async (tx) => {
      const said = { customer: 'c', text: 'No keys.', channel: 'phone', actor: client() };
      expect((await registerComplaint(said, tx)).assignee).toBe('a');
      left = leave('dealing', 'a');
      await waits(left);
    });
    await left;
    await handBackAll();
    expect(await loads('dealing')).toEqual({ b: 1 });
  });

  it('finds a complaint gone that is opened again', async () => {
    const [id] = (await teamWith('again', [{ id: 'a' }, { id: 'b' }], 1)) as [string];
    await within(async (tx) => {
      await executeCommand(change(id), answering, tx);
      await executeCommand(change(id), { name: 'close' }, tx);
    });
    await leave('again', 'a');
    await handBackAll();
    await within((tx) => reopenComplaint(change(id), 'It leaks again.', tx));
    await handBackAll();
    expect(await loads('again')).toEqual({ b: 1 });
  });
});

describe('who is away', () => {
  it('hands them on only when asked to, and gets new ones again when back', async () => {
    await teamWith('away', [{ id: 'a' }, { id: 'b' }], 4);
    const away = { ...move('away', 'a'), until: undefined };
    await within((tx) => markAbsent({ ...away, reassign: false }, tx));
    await handBackAll();
    expect(await loads('away')).toEqual({ a: 2, b: 2 });
    await within((tx) => markAbsent({ ...away, reassign: true, until: '2199-01-01T00:00:00.000Z' }, tx));
    await handBackAll();
    expect(await loads('away')).toEqual({ b: 4 });
    await open();
    const team = await within((tx) => markAvailable(move('away', 'a'), tx));
    expect(team.members[0]).toEqual({ id: 'a', name: 'x', role: 'handler', available: true });
    await open();
    expect(await loads('away')).toEqual({ a: 1, b: 5 });
  });

  it('keeps them when back before they were handed on', async () => {
    await teamWith('early', [{ id: 'a' }, { id: 'b' }], 2);
    await within((tx) => markAbsent({ ...move('early', 'a'), until: undefined, reassign: true }, tx));
    await within((tx) => markAvailable(move('early', 'a'), tx));
    await handBackAll();
    expect(await loads('early')).toEqual({ a: 1, b: 1 });
  });
});

describe('handing on', () => {
  it('may begin the moment somebody has left', async () => {
    await teamWith('none', [], 0);
    const departure = {
      team: 'none',
      member: 'nobody',
      kind: 'left',
      reason: null,
      actor: client(),
      onBehalfOf: null,
    } as const;
    const ahead = "SELECT id FROM departures WHERE team = 'none' AND look_at > clock_timestamp()";
    for (let round = 0; round < 40; round += 1)
      await within(async (tx) => {
        await departureStore.add(tx, [departure]);
        expect(await tx.query(ahead)).toEqual([]);
      });
    await handBackAll();
  });

  it('survives a crash in the middle: each complaint goes once', async () => {
    await teamWith('crash', [{ id: 'a' }, { id: 'b' }, { id: 'c' }], 21);
    await leave('crash', 'a');
    await handBack(3);
    const crash = within(async (tx) => {
      expect(await reassignLeaverWork(3, reassignComplaints, tx)).toBe(1);
      throw new Error('the process dies');
    });
    await expect(crash).rejects.toThrow('the process dies');
    expect(await loads('crash')).toMatchObject({ a: 4 });
    await handBackAll(3);
    expect(await loads('crash')).toMatchObject({ b: expect.any(Number), c: expect.any(Number) });
    expect(await departureOf('crash')).toMatchObject({ dealt: 7, done: true });
    expect(await handed('crash')).toEqual([
      { events: 0, entries: 0, n: 14 },
      { events: 1, entries: 1, n: 7 },
    ]);
  });

  it('is done once by any number of replicas', async () => {
    await teamWith('side', [{ id: 'a' }, { id: 'b' }], 30);
    await leave('side', 'a');
    for (let round = 0; round < 10; round += 1) await Promise.all([1, 2, 3, 4].map(() => handBack(2)));
    expect(await loads('side')).toEqual({ b: 30 });
    expect((await handed('side')).find(({ events }) => events > 0)).toEqual({ events: 1, entries: 1, n: 15 });
  });

  it('passes over what somebody holds, and comes back for it', async () => {
    const [id] = (await teamWith('held', [{ id: 'a' }, { id: 'b' }], 4)) as [string];
    await leave('held', 'a');
    await within(async (tx) => {
      await tx.query('SELECT FROM complaints WHERE id = $1 FOR UPDATE', [id]);
      await handBack();
      expect(await handBack()).toBe(0);
      expect(await loads('held')).toEqual({ a: 1, b: 3 });
      expect(await departureOf('held')).toMatchObject({ done: false });
    });
    await sql("UPDATE departures SET look_at = now() - interval '1 ms' WHERE done_at IS NULL");
    await handBackAll();
    expect(await loads('held')).toEqual({ b: 4 });
  });
});
