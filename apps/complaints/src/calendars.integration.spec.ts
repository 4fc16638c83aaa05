import type { RunningService } from '@harken/service';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { calendarsOf } from './calendars/calendar.queries.ts';
import { dueAt } from './calendars/due-at.ts';
import { type RunningComplaints, runComplaints } from './complaints.fixture.ts';

jest.setTimeout(30_000);

let service: RunningComplaints;
beforeAll(async () => {
  service = await runComplaints();
}, 120_000);
afterAll(() => service?.stop());

const office = [{ from: '09:00', to: '17:00' }];
const hours = {
  name: 'Office',
  zone: 'Europe/Berlin',
  week: { monday: office, tuesday: office, wednesday: office, thursday: office, friday: office },
};

const put = (id: string, body: object, headers = {}) =>
  service.call('PUT', `/v1/calendars/${id}`, { body, headers, as: 'ops' });
const get = (path: string) => service.call('GET', `/v1/calendars${path}`, { as: 'handler' });

/** The codes of the faults of a calendar with their places. */
const faultsOf = async (different: object): Promise<string[]> => {
  const { status, body } = await put('refused', { ...hours, ...different });
  expect({ status, code: body.code }).toEqual({ status: 400, code: 'calendar.invalid' });
  return body.errors.map(({ pointer, code }: Record<string, string>) => `${pointer} ${code?.replace('calendar.', '')}`);
};

describe('a business calendar', () => {
  it('is published, read, listed, and grows by versions', async () => {
    const first = await put('office', { ...hours, effectiveFrom: '2026-01-01T00:00:00+01:00' });
    expect(first).toMatchObject({
      status: 200,
      body: { id: 'office', version: 1, publicHolidays: null, holidays: [] },
    });
    expect(first.headers.get('etag')).toBe('"1"');
    expect(first.body.effectiveFrom).toBe('2025-12-31T23:00:00.000Z');
    const second = await put('office', { ...hours, name: 'Office, Berlin' }, { 'if-match': '"1"' });
    expect(second.body).toMatchObject({ version: 2, name: 'Office, Berlin', publishedBy: 'ops' });
    expect((await get('/office')).body).toEqual(second.body);
    expect((await get('/office/versions?limit=1')).body).toMatchObject({ items: [{ version: 2 }] });
    const { next } = (await get('/office/versions?limit=1')).body;
    expect((await get(`/office/versions?cursor=${next}`)).body).toMatchObject({ items: [first.body], next: null });
    expect((await get('')).body.items.map(({ id, version }: Record<string, unknown>) => `${id} ${version}`)).toEqual([
      '24x7 1',
      'office 2',
      'office-hours 1',
    ]);
  });

  it('is not changed on the ground of an old version', async () => {
    expect(await put('office', hours, { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      body: { code: 'calendar.stale' },
    });
    expect((await put('unheard-of', hours, { 'if-match': '"1"' })).status).toBe(412);
  });

  it('24x7 is always there, always open, and stays as it is', async () => {
    expect((await get('/24x7')).body).toMatchObject({ version: 1, zone: 'UTC' });
    expect(await put('24x7', hours)).toMatchObject({ status: 409, body: { code: 'calendar.fixed' } });
    const calendars = await calendarsOf((service.services[0] as RunningService).dataSource.manager);
    expect(calendars.get('24x7')).toEqual({ kind: 'wall' });
  });

  it('is refused when it never opens', async () => {
    expect(await faultsOf({ week: {} })).toEqual(['/week no-open-time']);
    const closedEachWeek = Array.from({ length: 12 }, (_, month) =>
      Array.from({ length: 31 }, (_, day) => `${month + 1}-${day + 1}`.replace(/\b\d\b/g, '0$&')),
    )
      .flat()
      .filter((date) => new Date(`2024-${date}T00:00:00Z`).toISOString().slice(5, 10) === date);
    expect(await faultsOf({ holidays: closedEachWeek.map((date) => ({ date })) })).toEqual(['/week no-open-time']);
  });

  it('is refused with every fault it has', async () => {
    expect(
      await faultsOf({
        zone: 'Europe/Atlantis',
        week: {
          monday: [{ from: '22:00', to: '06:00' }],
          tuesday: [
            { from: '05:00', to: '12:00' },
            { from: '11:59', to: '12:30' },
            { from: '13:00', to: '13:00' },
          ],
        },
        holidays: [{ date: '02-29' }, { date: '2026-02-30' }, { date: '02-29' }],
        publicHolidays: { country: 'DE', state: 'XX' },
        exceptions: [
          { date: '2026-05-01', until: '2026-05-03', hours: [] },
          { date: '2026-05-03', extra: [{ from: '10:00', to: '11:00' }] },
          { date: '2026-05-05' },
          { date: '2026-05-07', until: '2026-05-06', closed: [{ from: '10:00', to: '11:00' }] },
        ],
        effectiveFrom: '1966-10-14T09:00:00Z',
      }),
    ).toEqual([
      '/zone unknown-zone',
      '/effectiveFrom unknown-date',
      '/week/tuesday/0 overlapping-intervals',
      '/week/tuesday/1 overlapping-intervals',
      '/week/tuesday/2 empty-interval',
      '/holidays/1/date unknown-date',
      '/holidays/2/date repeated-holiday',
      '/publicHolidays/state unknown-state',
      '/exceptions/1 overlapping-exceptions',
      '/exceptions/2 empty-exception',
      '/exceptions/3/until wrong-range',
    ]);
  });

  it('takes no times, dates or fields that are none', async () => {
    const refused = await put('refused', {
      ...hours,
      week: { monday: [{ from: '9', to: '25:00' }], someday: [] },
      effectiveFrom: '1066-10-14T09:00:00Z',
    });
    expect(refused).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/effectiveFrom',
      '/week/monday/0/from',
      '/week/monday/0/to',
      '/week/someday',
    ]);
  });

  it('keeps for each time what held then, and drops what was planned when it changes before', async () => {
    const saturday = { ...hours, week: { saturday: office } };
    await put('moving', { ...hours, effectiveFrom: '2026-01-01T00:00:00Z' });
    await put('moving', { ...saturday, effectiveFrom: '2026-09-01T00:00:00Z' });
    const due = async (start: string) => (await get(`/moving/due-at?start=${start}&duration=PT1H`)).body.dueAt;
    expect(await due('2026-08-30T00:00:00Z')).toBe('2026-08-31T08:00:00.000Z');
    expect(await due('2026-09-01T00:00:00Z')).toBe('2026-09-05T08:00:00.000Z');
    await put('moving', { ...hours, week: { sunday: office }, effectiveFrom: '2026-06-01T00:00:00Z' });
    expect(await due('2026-09-01T00:00:00Z')).toBe('2026-09-06T08:00:00.000Z');
    expect(await due('2026-05-05T06:00:00Z')).toBe('2026-05-05T08:00:00.000Z');
  });

  it('shows when it is open: holidays, exceptions and changes of the clocks counted in', async () => {
    await put('shown', {
      ...hours,
      publicHolidays: { country: 'DE' },
      holidays: [{ date: '12-24', name: 'Christmas Eve' }],
      exceptions: [{ date: '2026-12-28', closed: [{ from: '12:00', to: '13:00' }], reason: 'Stocktaking' }],
      effectiveFrom: '2026-01-01T00:00:00Z',
    });
    const { body } = await get('/shown/open-time?from=2026-12-23T12:00:00Z&to=2026-12-28T23:00:00Z');
    expect(body).toEqual({
      openSeconds: 11 * 3600,
      periods: [
        { from: '2026-12-23T12:00:00.000Z', to: '2026-12-23T16:00:00.000Z' },
        { from: '2026-12-28T08:00:00.000Z', to: '2026-12-28T11:00:00.000Z' },
        { from: '2026-12-28T12:00:00.000Z', to: '2026-12-28T16:00:00.000Z' },
      ],
    });
  });

  it.each([
    ['/shown/open-time?from=2026-01-01T00:00:00Z&to=2028-01-01T00:00:00Z', '/query/to'],
    ['/shown/due-at?start=0001-01-01T00:00:00Z&duration=PT1H', '/query/start'],
    ['/shown/due-at?start=2026-01-01T00:00:00Z&duration=P1M', '/query/duration'],
  ])('does not answer %s', async (path, pointer) => {
    expect(await get(path)).toMatchObject({ status: 400, body: { code: 'request.invalid', errors: [{ pointer }] } });
  });

  it('that nobody published is not there', async () => {
    for (const path of ['', '/versions', '/due-at?start=2026-01-01T00:00:00Z&duration=PT1H'])
      expect(await get(`/unheard-of${path}`)).toMatchObject({ status: 404, body: { code: 'calendar.not-found' } });
  });
});

describe('the calendars that deadlines are counted in', () => {
  it('are read again after a publication and only then', async () => {
    const { manager } = (service.services[0] as RunningService).dataSource;
    await put('counted', hours);
    const before = await calendarsOf(manager);
    expect(await calendarsOf(manager)).toBe(before);
    const counted = before.get('counted');
    if (!counted) throw new TypeError('it is not there');
    expect(dueAt(new Date('2026-03-06T15:00:00Z'), 'PT2H', counted)).toEqual(new Date('2026-03-09T09:00:00Z'));
    await put('counted', { ...hours, week: { sunday: office }, effectiveFrom: '2020-01-01T00:00:00Z' });
    const changed = (await calendarsOf(manager)).get('counted');
    if (!changed) throw new TypeError('it is not there');
    expect(dueAt(new Date('2026-03-06T15:00:00Z'), 'PT2H', changed)).toEqual(new Date('2026-03-08T10:00:00Z'));
  });
});
