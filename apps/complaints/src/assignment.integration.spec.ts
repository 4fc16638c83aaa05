import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { fireDueTimers } from './complaint/execute/change-complaint.use-case.ts';
import { complaintsDatabase, quickPolicy } from './complaints.fixture.ts';
import { registerComplaint } from './intake/register-complaint.use-case.ts';
import { client } from './people/identity.builder.ts';
import { responsePolicy } from './policies/response-policy/response-policy.document.ts';
import { policyDefaults } from './policies/response-policy/response-policy.ts';
import { routingRules } from './policies/routing-rules/routing-rules.document.ts';
import { saveTeam } from './teams/save-team.use-case.ts';
import type { AssignmentStrategy } from './teams/team.ts';

jest.setTimeout(30_000);

let database: Awaited<ReturnType<typeof complaintsDatabase>>;
beforeAll(async () => {
  database = await complaintsDatabase(12);
});
afterAll(() => database?.drop());

const save = (id: string, assignment: AssignmentStrategy, members: string[]) =>
  database.dataSource.transaction((tx) =>
    saveTeam(
      {
        team: {
          id,
          name: id,
          assignment,
          calendar: null,
          department: null,
          members: members.map((member) => ({
            id: member.replace('!', ''),
            name: member,
            role: 'handler',
            available: !member.endsWith('!'),
          })),
        },
        expectedVersion: undefined,
        actor: client(),
      },
      tx,
    ),
  );

const allTo = (fallbackTeam: string) =>
  database.dataSource.transaction((tx) =>
    routingRules.publish({ content: { rules: [], fallbackTeam }, expectedVersion: undefined, actor: 'tests' }, tx),
  );

const openSideBySide = (count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      database.dataSource.transaction((tx) =>
        registerComplaint({ customer: `c-${index}`, text: 'No keys.', channel: 'phone', actor: client() }, tx),
      ),
    ),
  );

const countOf = (assignees: readonly (string | null)[]) =>
  Object.fromEntries([...Map.groupBy(assignees, String)].map(([who, all]) => [who, all.length]));

describe('assignment', () => {
  it('assigns by rotation, fairly also for complaints that come in side by side, and skips absent members', async () => {
    await save('turns', 'round_robin', ['a', 'b', 'c!', 'd']);
    await allTo('turns');
    const complaints = await openSideBySide(30);
    expect(countOf(complaints.map(({ assignee }) => assignee))).toEqual({ a: 10, b: 10, d: 10 });
  });

  it('goes to the least loaded, also side by side', async () => {
    await save('loads', 'least_loaded', ['e', 'f']);
    await allTo('loads');
    await openSideBySide(3);
    await save('loads', 'least_loaded', ['e', 'f', 'g']);
    const complaints = await openSideBySide(9);
    const all: { assignee: string; n: number }[] = await database.dataSource.query(
      "SELECT assignee, count(*)::int AS n FROM complaints WHERE team = 'loads' GROUP BY 1 ORDER BY 1",
    );
    expect(all).toEqual([
      { assignee: 'e', n: 4 },
      { assignee: 'f', n: 4 },
      { assignee: 'g', n: 4 },
    ]);
    expect(complaints).toHaveLength(9);
  });

  it('leaves it in the queue of a team with assignment `queue`, or without available members', async () => {
    for (const [team, members] of [
      ['queue', ['h']],
      ['nobody', []],
    ] as const) {
      await save(team, team === 'queue' ? 'queue' : 'round_robin', [...members]);
      await allTo(team);
      const [complaint] = await openSideBySide(1);
      expect(complaint).toMatchObject({ team, assignee: null, status: 'received' });
    }
  });

  it('an unassigned complaint is escalated like any other', async () => {
    await save('unassigned', 'queue', ['i']);
    await save('assigned', 'round_robin', ['j']);
    await database.dataSource.transaction((tx) =>
      responsePolicy.publish(
        { content: { ...policyDefaults, ...quickPolicy(0.2) }, expectedVersion: undefined, actor: 'tests' },
        tx,
      ),
    );
    const steps: string[][] = [];
    for (const team of ['unassigned', 'assigned']) {
      await allTo(team);
      const [complaint] = await openSideBySide(1);
      expect(complaint?.assignee).toBe(team === 'assigned' ? 'j' : null);
      await eventually(async () => {
        await database.dataSource.transaction((tx) => fireDueTimers(100, tx));
        const told: { step: string }[] = await database.dataSource.query(
          `SELECT concat_ws(' ', action, h."to") AS step FROM history h
            WHERE complaint_id = $1 AND action <> 'assign' ORDER BY id OFFSET 1`,
          [complaint?.id],
        );
        expect(told.length).toBeGreaterThanOrEqual(5);
        steps.push(told.map(({ step }) => step));
      });
    }
    const [unassigned, assigned] = steps;
    expect(unassigned).toEqual(assigned);
    expect(unassigned?.filter((step) => step.startsWith('escalate'))).toHaveLength(3);
  });
});
