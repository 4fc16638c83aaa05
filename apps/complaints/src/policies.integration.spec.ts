import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { quickPolicy, type Reply, type RunningComplaints, runComplaints } from './complaints.fixture.ts';

jest.setTimeout(60_000);

let service: RunningComplaints;
beforeAll(async () => {
  service = await runComplaints();
});
afterAll(() => service?.stop());

const body = (different: object = {}) => ({ ...quickPolicy(3_600), ...different });
const put = (different: object = {}, headers: Record<string, string> = {}): Promise<Reply> =>
  service.call('PUT', '/v1/response-policy', { body: body(different), headers });
const get = (query = ''): Promise<Reply> => service.call('GET', `/v1/response-policy${query}`, { as: 'analyst' });
const pointersOf = ({ body: { errors } }: Reply): string[] => errors.map(({ pointer }: { pointer: string }) => pointer);
const in_ = (ms: number): string => new Date(Date.now() + ms).toISOString();

describe('a fresh system', () => {
  it('counts in office hours, and critical complaints around the clock', async () => {
    const policy = (await get()).body;
    expect(policy).toMatchObject({ version: 1, publishedBy: 'system', calendar: 'office-hours' });
    expect(policy.targets).toMatchObject({
      critical: { acknowledge: 'PT15M', firstResponse: 'PT1H', resolution: 'P1D', calendar: '24x7' },
      high: { acknowledge: 'PT1H', firstResponse: 'PT4H', resolution: 'P3D' },
      normal: { acknowledge: 'PT4H', firstResponse: 'P1D', resolution: 'P10D' },
      low: { acknowledge: 'P1D', firstResponse: 'P2D', resolution: 'P20D' },
    });
    const { clocks } = await service.open({ severity: 'high' });
    const { dueAt, startedAt, targetSeconds } = clocks[0];
    const asked = `/v1/calendars/office-hours/due-at?start=${startedAt}&duration=PT1H`;
    expect(dueAt).toBe((await service.call('GET', asked)).body.dueAt);
    expect(targetSeconds).toBe(3_600);
    const critical = (await service.open({ severity: 'critical' })).clocks[0];
    expect(critical).toMatchObject({ calendar: '24x7' });
    expect(Date.parse(critical.dueAt) - Date.parse(critical.startedAt)).toBe(900_000);
  });
});

describe('a response policy', () => {
  it('begins at a time of its own; the one that began last is in force', async () => {
    const now = (await put({ warnAt: 0.7 })).body;
    const planned = await put({ warnAt: 0.6, effectiveFrom: in_(1_500) });
    expect([planned.status, planned.body.version]).toEqual([200, now.version + 1]);
    const between = (await put({ warnAt: 0.5 })).body;
    expect((await get()).body).toMatchObject({ version: between.version, warnAt: 0.5 });
    await eventually(async () =>
      expect((await get()).body).toMatchObject({ version: planned.body.version, warnAt: 0.6 }),
    );
    const { policyVersion } = (await service.open()).clocks[0];
    expect(policyVersion).toBe(planned.body.version);
  });

  it('is kept in all its versions', async () => {
    const first = (await get('?version=1')).body;
    expect(first).toMatchObject({ version: 1, appliesTo: 'new', publishedBy: 'system' });
    const page = (await get('/versions?limit=2')).body;
    const rest = (await get(`/versions?limit=500&cursor=${page.next}`)).body;
    const versions = [...page.items, ...rest.items].map(({ version }: { version: number }) => version);
    expect(versions).toEqual(versions.toSorted((a, b) => b - a));
    expect(versions.at(-1)).toBe(1);
    expect((await get('?version=99')).status).toBe(404);
    for (const version of ['0', 'x', '1.5', '', '99999999999'])
      expect((await get(`?version=${version}`)).status).toBe(400);
  });

  it('is refused under If-Match when another was published, also one that is still to come', async () => {
    const { version } = (await put({ effectiveFrom: in_(3_600_000) })).body;
    const stale = await put({}, { 'if-match': `"${version - 1}"` });
    expect([stale.status, stale.body.code]).toEqual([412, 'response-policy.stale']);
    expect((await put({}, { 'if-match': `"${version}"` })).status).toBe(200);
  });

  it('is refused with every fault it has', async () => {
    const faulty = await put({
      ...{ calendar: 'nowhere', pauseCap: 'soon', regulatory: { name: 'x', duration: 'P1M' } },
      overrides: [{ when: { tier: ['gold'] }, targets: { high: { nextResponse: 'PT0S', calendar: 'nowhere' } } }],
    });
    expect([faulty.status, faulty.body.code]).toEqual([400, 'response-policy.invalid']);
    expect(pointersOf(faulty)).toEqual([
      ...['/overrides/0/targets/high/nextResponse', '/pauseCap', '/regulatory/duration', '/calendar'],
      '/overrides/0/targets/high/calendar',
    ]);
    for (const effectiveFrom of [in_(-60_000), '2030-06-30T23:59:60Z'])
      expect(pointersOf(await put({ effectiveFrom }))).toEqual(['/effectiveFrom']);
  });

  it.each([
    [{ appliesTo: 'all' }, '/appliesTo'],
    [{ effectiveFrom: 'tomorrow' }, '/effectiveFrom'],
    [{ overrides: [{ when: { tier: 'gold' }, targets: {} }] }, '/overrides/0/when/tier'],
    [{ overrides: [{ when: {} }] }, '/overrides/0/targets'],
    [{ regulatory: { name: '' } }, '/regulatory/name'],
    [{ ladder: [{ level: 1, after: 'PT0S', people: [] }] }, '/ladder/0/people'],
    [{ policyVersion: 3 }, '/policyVersion'],
  ])('is refused when it says %j', async (different, pointer) => {
    const refused = await put(different);
    expect(refused.status).toBe(400);
    expect(pointersOf(refused)).toContain(pointer);
  });
});

describe('a dry run', () => {
  it('shows what would change for the open complaints, saves nothing and publishes nothing', async () => {
    await put();
    const { id } = await service.open({ severity: 'low', customer: 'crm-dry' });
    const before = (await service.call('GET', `/v1/complaints/${id}`)).body;
    const { version } = (await get()).body;
    const short = { acknowledge: 'PT0.001S', firstResponse: 'PT30M', resolution: 'P30D', progressUpdate: 'P2D' };
    const policy = body({ targets: { ...quickPolicy(3_600).targets, low: short } });
    const tried = await service.call('POST', '/v1/response-policy/dry-run?limit=500', { body: policy });
    expect(tried.status).toBe(200);
    expect(tried.body).toMatchObject({ complete: true, breachedAtOnce: 1 });
    const mine = tried.body.examples.filter(({ complaintId }: { complaintId: string }) => complaintId === id);
    expect(Object.fromEntries(mine.map(({ clock, effect }: Record<string, string>) => [clock, effect]))).toEqual({
      ...{ acknowledge: 'earlier', first_response: 'earlier', resolution: 'later', progress_update: 'started' },
    });
    expect(tried.body.examples[0]).toMatchObject({ complaintId: id, clock: 'acknowledge', breachedAtOnce: true });
    expect((await service.call('GET', `/v1/complaints/${id}`)).body.clocks).toMatchObject(
      before.clocks.map(({ clock, dueAt }: Record<string, string>) => ({ clock, dueAt })),
    );
    expect((await get()).body.version).toBe(version);
  });

  it('refuses what a publication would refuse', async () => {
    const refused = await service.call('POST', '/v1/response-policy/dry-run', { body: body({ calendar: 'nowhere' }) });
    expect([refused.status, pointersOf(refused)]).toEqual([400, ['/calendar']]);
    const scheduled = { body: body({ effectiveFrom: in_(3_600_000) }) };
    expect((await service.call('POST', '/v1/response-policy/dry-run', scheduled)).status).toBe(400);
    const handler = { body: body(), as: 'handler' as const };
    expect((await service.call('POST', '/v1/response-policy/dry-run', handler)).status).toBe(403);
  });
});

describe('the explanation of a clock', () => {
  const explain = (id: string, clock: string, query = '') =>
    service.call('GET', `/v1/complaints/${id}/clocks/${clock}/explain${query}`);

  it('adds up', async () => {
    await put();
    const { id } = await service.open();
    const { status, body: told } = await explain(id, 'resolution');
    expect(status).toBe(200);
    expect(told).toMatchObject({ clock: 'resolution', state: 'running', calendar: '24x7', truncated: false });
    expect(told.countedSeconds + told.remainingSeconds).toBeCloseTo(told.targetSeconds, 2);
    expect(told.intervals.at(-1)).toMatchObject({
      to: told.dueAt,
      counted: true,
      why: 'around_the_clock',
      ahead: true,
    });
  });

  it('is of a clock that there is', async () => {
    const { id } = await service.open();
    expect((await explain(id, 'regulatory')).status).toBe(404);
    expect((await explain(id, 'nonsense')).status).toBe(404);
    expect((await explain(id, 'resolution', '?cycle=2')).status).toBe(404);
    expect((await explain(id, 'resolution', '?cycle=1')).status).toBe(200);
    expect((await explain(id, 'resolution', '?cycle=x')).status).toBe(400);
    expect((await explain('01926f3a-7c1e-7b54-9d0e-00000000dead', 'resolution')).status).toBe(404);
    expect((await explain('x', 'resolution')).status).toBe(400);
  });
});

describe('what GET gives', () => {
  it.each([
    'response-policy',
    'routing-rules',
    'management-levels',
    'compensation-limits',
    'duplicate-policy',
    'calendars/office-hours',
  ])('PUT takes, of %s', async (path) => {
    // A policy cannot be published for the past.
    const { effectiveFrom: _, ...given } = (await service.call('GET', `/v1/${path}`)).body;
    const published = await service.call('PUT', `/v1/${path}`, { body: given });
    expect(published.status).toBe(200);
    const { version: _version, publishedAt: _at, publishedBy: _by, ...content } = given;
    expect(published.body).toMatchObject(content);
  });
});
