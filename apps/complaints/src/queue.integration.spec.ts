import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { weekdays } from './calendars/business-calendar.ts';
import { type RunningComplaints, runComplaints } from './complaints.fixture.ts';

jest.setTimeout(60_000);

let service: RunningComplaints;
beforeAll(async () => {
  service = await runComplaints(2);
});
afterAll(() => service?.stop());

type Member = { id: string; [more: string]: unknown };
const memberOf = ({ id, ...more }: Member) => ({ id, name: id, role: 'handler', available: true, ...more });
const post = (path: string, body: object = {}) => service.call('POST', path, { body });
const read = async (id: string) => (await service.call('GET', `/v1/complaints/${id}`)).body;
const assigneeOf = async (id: string) => (await read(id)).assignee;

async function teamOf(members: readonly Member[], assignment = 'round_robin', id = `team-${uuidv7()}`) {
  const body = { name: id, members: members.map(memberOf), assignment };
  expect((await service.call('PUT', `/v1/teams/${id}`, { body })).status).toBe(200);
  return id;
}
async function openIn(team: string, more: object = {}) {
  const { id } = await service.open(more);
  return (await post(`/v1/complaints/${id}/reroute`, { team })).body;
}
const away = { available: false };

describe('unassigned complaints are dealt out', () => {
  it.each(['round_robin', 'least_loaded'])('when somebody comes back, by %s, once (case 05)', async (assignment) => {
    const team = await teamOf(
      [
        { id: 'a', ...away },
        { id: 'b', ...away },
      ],
      assignment,
    );
    const complaint = await openIn(team);
    expect(complaint.assignee).toBeNull();
    await post(`/v1/teams/${team}/members/a/return`);
    await eventually(async () => expect(await assigneeOf(complaint.id)).toBe('a'));
    const assigned = (await service.eventsOf(complaint.id)).filter(({ data }) => data.complaint.assignee === 'a');
    expect(assigned).toMatchObject([{ type: 'assigned', data: { reason: assignment, by: 'system' } }]);
  });

  it('to a new member, the most urgent first (case 05)', async () => {
    const team = await teamOf([]);
    const low = await openIn(team, { severity: 'low' });
    const critical = await openIn(team, { severity: 'critical' });
    const normal = await openIn(team, { severity: 'normal' });
    await teamOf([{ id: 'a' }], 'round_robin', team);
    await eventually(async () => expect(await assigneeOf(low.id)).toBe('a'));
    const rows: { complaint_id: string }[] = await service.database.dataSource.query(
      `SELECT complaint_id FROM history WHERE action = 'assign' AND complaint_id = ANY($1) ORDER BY id`,
      [[low.id, critical.id, normal.id]],
    );
    expect(rows.map(({ complaint_id }) => complaint_id)).toEqual([critical.id, normal.id, low.id]);
  });

  it('at the end of an absence, by a stored time (case 05)', async () => {
    const team = await teamOf([{ id: 'a' }]);
    const until = new Date(Date.now() + 2_000).toISOString();
    await post(`/v1/teams/${team}/members/a/away`, { until });
    const { id, assignee } = await openIn(team);
    expect(assignee).toBeNull();
    await eventually(async () => {
      const [row] = await service.database.dataSource.query('SELECT deal_at FROM team_rotations WHERE team_id = $1', [
        team,
      ]);
      expect(row.deal_at.toISOString()).toBe(until);
    });
    await eventually(async () => expect(await assigneeOf(id)).toBe('a'));
  });

  it('when a person of the list comes back, in all their teams (case 05)', async () => {
    const id = `person-${uuidv7()}`;
    const put = async (awayUntil: string | null) =>
      expect((await service.call('PUT', `/v1/people/${id}`, { body: { name: 'Anna Chan', awayUntil } })).status).toBe(
        200,
      );
    const until = new Date(Date.now() + 86_400_000).toISOString();
    await put(until);
    const teams = [await teamOf([{ id }]), await teamOf([{ id }])];
    const complaints = await Promise.all(teams.map((team) => openIn(team)));
    expect(complaints.map(({ assignee }) => assignee)).toEqual([null, null]);
    // The second sweep is over: the next look is the end of the absence.
    await service.database.dataSource.query(
      'UPDATE team_rotations SET deal_at = now(), deal_sweep = 2 WHERE team_id = ANY($1)',
      [teams],
    );
    await eventually(async () => {
      const sql = 'SELECT deal_at AS at FROM team_rotations WHERE team_id = ANY($1)';
      const looks: { at: Date }[] = await service.database.dataSource.query(sql, [teams]);
      expect(looks.map(({ at }) => at.toISOString())).toEqual([until, until]);
    });
    await put(null);
    for (const complaint of complaints) await eventually(async () => expect(await assigneeOf(complaint.id)).toBe(id));
  });

  it('when a calendar puts somebody at work, and the beginning of the next shift is stored (case 05)', async () => {
    const inThreeDays = weekdays[(new Date().getUTCDay() + 2) % 7] as string;
    const calendar = `desk-${uuidv7()}`;
    const publish = (week: object) =>
      service.call('PUT', `/v1/calendars/${calendar}`, {
        body: { name: 'Desk', zone: 'UTC', week, effectiveFrom: '2020-01-01T00:00:00.000Z' },
      });
    expect((await publish({ [inThreeDays]: [{ from: '09:00', to: '17:00' }] })).status).toBe(200);
    const team = await teamOf([{ id: 'a', calendar }]);
    const { id, assignee } = await openIn(team);
    expect(assignee).toBeNull();
    const dealAt = async () => {
      const sql = 'SELECT deal_at FROM team_rotations WHERE team_id = $1';
      const [row] = await service.database.dataSource.query(sql, [team]);
      return row.deal_at as Date;
    };
    // The second sweep is half a minute later: here it is over at once.
    await service.database.dataSource.query(
      'UPDATE team_rotations SET deal_at = now(), deal_sweep = 2 WHERE team_id = $1',
      [team],
    );
    await eventually(async () => expect((await dealAt()).toISOString()).toMatch(/T09:00:00.000Z$/));
    const always = Object.fromEntries(weekdays.map((day) => [day, [{ from: '00:00', to: '24:00' }]]));
    expect((await publish(always)).status).toBe(200);
    await eventually(async () => expect(await assigneeOf(id)).toBe('a'));
  });

  it('not where the team works from its queue (case 05)', async () => {
    const team = await teamOf([{ id: 'a', ...away }], 'queue');
    const { id } = await openIn(team);
    await post(`/v1/teams/${team}/members/a/return`);
    await eventually(async () => {
      const [row] = await service.database.dataSource.query(
        'SELECT deal_sweep AS sweep FROM team_rotations WHERE team_id = $1',
        [team],
      );
      expect(row.sweep).toBe(2);
    });
    expect(await assigneeOf(id)).toBeNull();
  });

  it('each once where two replicas look at the queue (case 05)', async () => {
    const team = await teamOf([
      { id: 'a', ...away },
      { id: 'b', ...away },
    ]);
    const ids: string[] = [];
    for (let nth = 0; nth < 12; nth += 1) ids.push((await openIn(team)).id);
    await teamOf([{ id: 'a' }, { id: 'b' }], 'round_robin', team);
    await eventually(async () => {
      const found = await Promise.all(ids.map(assigneeOf));
      expect(['a', 'b'].map((one) => found.filter((assignee) => assignee === one).length)).toEqual([6, 6]);
    });
    const [{ count }] = await service.database.dataSource.query(
      `SELECT count(*)::int FROM history WHERE action = 'assign' AND complaint_id = ANY($1)`,
      [ids],
    );
    expect(count).toBe(12);
  });
});

describe('a complaint that is open again', () => {
  const answer = { outcome: 'upheld', reasons: [], channel: 'email', text: 'New keys.' };
  async function closedOf(team: string): Promise<string> {
    const { id } = await openIn(team);
    await post(`/v1/complaints/${id}/assign`, { assignee: 'a' });
    await post(`/v1/complaints/${id}/answer`, answer);
    expect((await post(`/v1/complaints/${id}/close`)).body).toMatchObject({ assignee: 'a', status: 'closed' });
    return id;
  }

  it.each<[string, object]>([
    ['is away', {}],
    ['is away with others doing the work', { reassign: true }],
    ['is away for a time', { until: '2199-01-01T00:00:00.000Z' }],
  ])('goes to the rest of the team if its assignee %s (case 04)', async (_, absence) => {
    const team = await teamOf([{ id: 'a' }, { id: 'b' }]);
    const id = await closedOf(team);
    await post(`/v1/teams/${team}/members/a/away`, absence);
    expect((await post(`/v1/complaints/${id}/reopen`, { reason: 'again' })).body).toMatchObject({ assignee: 'b' });
    expect((await service.eventsOf(id)).at(-1)).toMatchObject({ type: 'assigned', data: { reason: 'member_away' } });
  });

  it('waits in the queue where nobody is there or work is taken from the queue, and stays with who is there (case 04)', async () => {
    for (const [assignment, members] of [
      ['round_robin', [{ id: 'a' }]],
      ['queue', [{ id: 'a' }, { id: 'b' }]],
    ] as const) {
      const team = await teamOf(members, assignment);
      const [first, second] = [await closedOf(team), await closedOf(team)];
      expect((await post(`/v1/complaints/${first}/reopen`, { reason: 'again' })).body.assignee).toBe('a');
      await post(`/v1/teams/${team}/members/a/away`);
      expect((await post(`/v1/complaints/${second}/reopen`, { reason: 'again' })).body.assignee).toBeNull();
    }
  });

  it('by the message of its customer, or because it is no duplicate, goes to who is there (case 04)', async () => {
    const { body: policy } = await service.call('GET', '/v1/response-policy');
    const { version: _version, effectiveFrom: _from, publishedAt: _at, ...content } = policy;
    expect(
      (await service.call('PUT', '/v1/response-policy', { body: { ...content, reopenOnMessage: true } })).status,
    ).toBe(200);
    const team = await teamOf([{ id: 'a' }, { id: 'b' }]);
    const closed = await closedOf(team);
    const duplicate = await openIn(team);
    await post(`/v1/complaints/${duplicate.id}/assign`, { assignee: 'a' });
    const original = await service.open();
    await post(`/v1/complaints/${duplicate.id}/mark-duplicate`, { of: original.id });
    await post(`/v1/teams/${team}/members/a/away`);
    await post(`/v1/complaints/${closed}/messages`, { direction: 'in', channel: 'email', text: 'Again!' });
    expect(await read(closed)).toMatchObject({ assignee: 'b', cycle: 2 });
    await post(`/v1/complaints/${original.id}/withdraw`);
    expect(await read(duplicate.id)).toMatchObject({ assignee: 'b', status: 'assigned' });
  });
});
