import { newId } from '@harken/messaging';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { quickPolicy, type RunningComplaints, runComplaints } from '../../complaints.fixture.ts';

jest.setTimeout(40_000);

let service: RunningComplaints;
beforeAll(async () => {
  service = await runComplaints(2);
  await service.call('PUT', '/v1/teams/field', { body: { name: 'Field', members: [], assignment: 'queue' } });
  await service.call('PUT', '/v1/teams/engineering', {
    body: { name: 'Engineering', members: [{ id: 'eva', name: 'Eva', role: 'engineer' }], assignment: 'round_robin' },
  });
});
afterAll(() => service?.stop());

const put = (path: string, body: unknown, headers = {}) => service.call('PUT', path, { body, headers });
const post = (path: string, body: unknown) => service.call('POST', path, { body });
const read = async (id: string) => (await service.call('GET', `/v1/complaints/${id}`)).body;
const historyOf = async (id: string) =>
  (await service.call('GET', `/v1/complaints/${id}/history?limit=500`)).body.items;
const customer = () => `crm-${newId()}`;
const open = (different: object = {}) => service.open({ customer: customer(), ...different });
const person = (id: string, different: object = {}) => ({ id, name: id, ...different });
const publishLevels = async (...people: readonly (readonly object[])[]) =>
  expect(
    (await put('/v1/management-levels', { levels: people.map((some, at) => ({ level: at + 1, people: some })) }))
      .status,
  ).toBe(200);
/** Breaches of the acknowledgement after `seconds`, and a time to act for each level. */
const publishPolicy = async (seconds: number, ladder: readonly object[], straightToManagement: string[] = []) =>
  expect((await put('/v1/response-policy', { ...quickPolicy(seconds), ladder, straightToManagement })).status).toBe(
    200,
  );
const far = (level: number, more: object = {}) => ({ level, after: 'PT2H', ...more });
const standing = ({ escalations }: { escalations: Record<string, unknown>[] }) =>
  escalations.map(({ level, reason, people }) => [level, reason, (people as { id: string }[]).map(({ id }) => id)]);

describe('the levels of management', () => {
  it('are none before the first publication, and levels are without people', async () => {
    const none = await service.call('GET', '/v1/management-levels');
    expect(none).toMatchObject({ status: 200, body: { version: 0, levels: [] } });
    await publishPolicy(0.2, [{ level: 1, after: 'PT0S' }]);
    const { id } = await open();
    await eventually(async () => expect(standing(await read(id))).toEqual([[1, 'breach', []]]));
  });

  it('are published as a whole, in versions, with every fault named', async () => {
    const levels = [{ level: 1, people: [person('anna', { team: 'field', deputies: ['ben'] }), person('ben')] }];
    const published = await put('/v1/management-levels', { levels }, { 'if-match': '"0"' });
    expect(published).toMatchObject({
      status: 200,
      body: { version: 1, levels: [{ people: [{ id: 'anna', available: true }, {}] }] },
    });
    expect(await service.call('GET', '/v1/management-levels')).toMatchObject({ body: published.body });
    expect(await put('/v1/management-levels', { levels }, { 'if-match': '"0"' })).toMatchObject({
      status: 412,
      body: { code: 'management-levels.stale' },
    });
    const wrong = [
      { level: 1, people: [person('anna', { team: 'nowhere', deputies: ['zoe'] })] },
      { level: 1, people: [] },
    ];
    const refused = await put('/v1/management-levels', { levels: wrong });
    expect(refused).toMatchObject({ status: 400, body: { code: 'management-levels.invalid' } });
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/levels/0/people/0/team',
      '/levels/0/people/0/deputies/0',
      '/levels/1/level',
    ]);
    expect((await put('/v1/management-levels', { levels: [{ level: 0, people: [{ id: 'x' }] }] })).status).toBe(400);
  });
});

describe('an escalation', () => {
  it('goes to the people of that time, with deputies for absent ones, and they find it', async () => {
    await publishLevels([
      person('anna', { available: false, deputies: ['dana'] }),
      person('dana', { team: 'field' }),
      person('olga', { awayUntil: '2020-01-01T00:00:00.000Z' }),
    ]);
    await publishPolicy(0.2, [{ level: 1, after: 'PT0S' }]);
    const { id } = await open();
    await eventually(async () => expect(standing(await read(id))).toEqual([[1, 'breach', ['dana', 'olga']]]));
    await publishLevels([person('somebody-else')]);
    const [escalation] = (await read(id)).escalations;
    expect(escalation).toMatchObject({
      kind: 'hierarchical',
      people: [
        { id: 'dana', deputyFor: 'anna' },
        { id: 'olga', deputyFor: null },
      ],
    });
    const worklistOf = async (who: string) =>
      (await service.call('GET', `/v1/worklists/management?level=1&person=${who}&limit=500`)).body.items.map(
        ({ complaintId }: { complaintId: string }) => complaintId,
      );
    expect(await worklistOf('dana')).toEqual([id]);
    expect(await worklistOf('somebody-else')).toEqual([]);
    const escalated = (await service.eventsOf(id)).find(({ type }) => type === 'escalated');
    expect(escalated?.data).toMatchObject({ kind: 'hierarchical', level: 1, people: ['dana', 'olga'] });
  });

  it('goes past an empty level and says so', async () => {
    await publishLevels([person('anna', { team: 'engineering' })], [person('mara')]);
    await publishPolicy(0.2, [{ level: 1, after: 'PT0S' }, far(2)]);
    const { id } = await open();
    await eventually(async () => expect(standing(await read(id))).toEqual([[2, 'breach', ['mara']]]));
    expect((await read(id)).escalations[0]).toMatchObject({ note: 'level 1 is empty' });
    expect(await historyOf(id)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'level-empty', reason: 'level 1 is empty', to: 'level 2' }),
      ]),
    );
  });
});

describe("management's own time", () => {
  it('escalates what nobody acts on within a second; the same step never fires twice on two replicas', async () => {
    await publishLevels([person('anna')], [person('mara')], [person('otto')]);
    await publishPolicy(0.3, [
      { level: 1, after: 'PT0S', actWithin: 'PT0.6S' },
      far(2, { actWithin: 'PT0.4S' }),
      far(3),
    ]);
    const ids = (await Promise.all(Array.from({ length: 30 }, () => open()))).map(({ id }) => id);
    const climbed = [
      [1, 'breach', ['anna']],
      [2, 'management_overdue', ['mara']],
      [3, 'management_overdue', ['otto']],
    ];
    await eventually(async () => {
      for (const id of ids) expect(standing(await read(id))).toEqual(climbed);
    });
    const late: { late: number }[] = await service.database.dataSource.query(
      `SELECT extract(epoch FROM upper.at - lower.due_at)::float8 AS late FROM escalations lower
         JOIN escalations upper ON upper.complaint_id = lower.complaint_id AND upper.level = lower.level + 1
        WHERE lower.complaint_id = ANY($1) ORDER BY 1`,
      [ids],
    );
    expect(late).toHaveLength(60);
    expect(late[0]?.late).toBeGreaterThanOrEqual(0);
    expect(late.at(-1)?.late).toBeLessThan(1);
    for (const id of ids) {
      const actions = (await historyOf(id)).map(
        ({ action, from, to }: { action: string; from?: string; to?: string }) => [action, from, to].join(' '),
      );
      expect(new Set(actions).size).toBe(actions.length);
    }
    const waiting = await service.database.dataSource.query(
      'SELECT id FROM escalations WHERE complaint_id = ANY($1) AND step_at IS NOT NULL',
      [ids],
    );
    expect(waiting).toEqual([]);
  });

  it.each([
    ['take-over', {}],
    ['instruct', { text: 'Call back today.' }],
    ['approve', { reason: 'As Anna proposes.' }],
    ['de-escalate', { reason: 'The customer has been called.' }],
  ])('is over when management acts: %s', async (command, body) => {
    await publishPolicy(0.2, [{ level: 1, after: 'PT0S', actWithin: 'PT1.5S' }, far(2)]);
    const { id } = await open();
    await eventually(async () => expect((await read(id)).escalations).toHaveLength(1));
    const acted = await post(`/v1/complaints/${id}/escalations/1/${command}`, { onBehalfOf: 'anna', ...body });
    expect(acted).toMatchObject({
      status: 200,
      body: { escalations: [{ handledBy: 'anna', action: command.replace('-', '_') }] },
    });
    const [row] = await service.database.dataSource.query('SELECT step_at FROM escalations WHERE complaint_id = $1', [
      id,
    ]);
    expect(row).toEqual({ step_at: null });
    expect((await historyOf(id)).at(-1)).toMatchObject({ action: command, onBehalfOf: 'anna' });
    const handled = (await service.eventsOf(id)).find(({ type }) => type === 'escalation-handled');
    expect(handled?.data).toMatchObject({ action: command.replace('-', '_'), by: 'anna', toLevel: null });
  });

  it('needs a reason to de-escalate, and a lower level when it names one', async () => {
    await publishPolicy(0.2, [
      { level: 1, after: 'PT0S' },
      { level: 2, after: 'PT0S' },
    ]);
    const { id } = await open();
    await eventually(async () => expect((await read(id)).escalations).toHaveLength(2));
    const act = (level: number, body: object) =>
      post(`/v1/complaints/${id}/escalations/${level}/de-escalate`, { onBehalfOf: 'mara', ...body });
    expect((await act(2, {})).status).toBe(400);
    expect(await act(2, { reason: 'Known.', toLevel: 2 })).toMatchObject({
      status: 400,
      body: { code: 'escalation.not-lower', errors: [{ pointer: '/toLevel' }] },
    });
    const lowered = await act(2, { reason: 'Known.', toLevel: 1 });
    expect(lowered).toMatchObject({
      status: 200,
      body: { escalations: [{ level: 1 }, { level: 2, action: 'de_escalate' }] },
    });
    expect(lowered.body.escalations[0].closedAt).toBeUndefined();
    expect(lowered.body.escalations[1].closedAt).toBeDefined();
  });
});

describe('a person escalates', () => {
  const escalate = (id: string, body: object) =>
    post(`/v1/complaints/${id}/escalate`, { onBehalfOf: 'anna', reason: 'Needs them.', ...body });

  it('to a level, once while it is open there, and again later', async () => {
    await publishLevels([person('anna')], [person('mara')]);
    await publishPolicy(3600, [{ level: 1, after: 'PT0S' }, far(2, { actWithin: 'PT1H' })]);
    const { id } = await open();
    const first = await escalate(id, { kind: 'hierarchical', level: 2 });
    expect(first).toMatchObject({
      status: 200,
      body: {
        escalations: [
          { level: 2, reason: 'by_hand', note: 'Needs them.', people: [{ id: 'mara' }], dueAt: expect.any(String) },
        ],
      },
    });
    expect((await historyOf(id)).at(-1)).toMatchObject({
      action: 'escalated',
      onBehalfOf: 'anna',
      reason: 'by_hand: Needs them.',
      to: 'level 2',
    });
    expect(await escalate(id, { kind: 'hierarchical', level: 2 })).toMatchObject({
      status: 409,
      body: { code: 'complaint.already-escalated' },
    });
    expect(await escalate(id, { kind: 'hierarchical', level: 3 })).toMatchObject({
      status: 400,
      body: { code: 'escalation.unknown-level', errors: [{ pointer: '/level' }] },
    });
    await post(`/v1/complaints/${id}/escalations/2/de-escalate`, { onBehalfOf: 'mara', reason: 'Done.' });
    expect((await escalate(id, { kind: 'hierarchical', level: 2 })).body.escalations).toHaveLength(2);
  });

  it('to another team, whose turn it is there, under the same clocks', async () => {
    const { id, clocks } = await open();
    const handed = await escalate(id, { kind: 'functional', team: 'engineering' });
    expect(handed).toMatchObject({
      status: 200,
      body: {
        team: 'engineering',
        assignee: 'eva',
        escalations: [{ kind: 'functional', team: 'engineering', note: 'Needs them.' }],
      },
    });
    expect(handed.body.clocks.map(({ dueAt }: { dueAt: string }) => dueAt)).toEqual(
      clocks.map(({ dueAt }: { dueAt: string }) => dueAt),
    );
    expect((await historyOf(id)).at(-1)).toMatchObject({
      action: 'escalate',
      from: 'customer-care',
      to: 'engineering',
    });
    const told = (await service.eventsOf(id)).slice(-2).map(({ type, data }) => [type, data.kind ?? data.reason]);
    expect(told).toEqual([
      ['escalated', 'functional'],
      ['assigned', 'escalated'],
    ]);
    expect(await escalate(id, { kind: 'functional', team: 'engineering' })).toMatchObject({
      status: 409,
      body: { code: 'complaint.team-unchanged' },
    });
    expect(await escalate(id, { kind: 'functional', team: 'nowhere' })).toMatchObject({
      status: 400,
      body: { code: 'complaint.unknown-team', errors: [{ pointer: '/team' }] },
    });
    const { items } = (await service.call('GET', '/v1/worklists/management?acknowledged=true&limit=500')).body;
    expect(items.map(({ complaintId }: { complaintId: string }) => complaintId)).not.toContain(id);
  });

  it('says where to, and nothing else; and not what has ended', async () => {
    const { id } = await open();
    for (const [body, pointers] of [
      [{ kind: 'functional' }, ['/team']],
      [{ kind: 'hierarchical', team: 'engineering' }, ['/level', '/team']],
      [{ kind: 'functional', team: 'engineering', level: 1 }, ['/level']],
    ] as const) {
      const refused = await escalate(id, body);
      expect(refused.status).toBe(400);
      expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
    }
    await post(`/v1/complaints/${id}/withdraw`, {});
    expect(await escalate(id, { kind: 'hierarchical', level: 1 })).toMatchObject({
      status: 409,
      body: { code: 'complaint.already-closed' },
    });
  });
});
