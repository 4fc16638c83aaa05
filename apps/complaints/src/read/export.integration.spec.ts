import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { type RunningComplaints, runComplaints } from '../complaints.fixture.ts';

jest.setTimeout(60_000);

let service: RunningComplaints;
beforeAll(async () => {
  service = await runComplaints();
});
afterAll(() => service?.stop());

const get = (path: string, accept: string) => service.fetch('GET', path, { headers: { accept } });

describe('an export', () => {
  it('gives every complaint of many parts once, the newest first, and none that comes meanwhile', async () => {
    await service.open({ text: '=HYPERLINK("http://evil")', customer: 'crm-formula' });
    await service.database.dataSource.query(
      `INSERT INTO complaints SELECT (jsonb_populate_record(c, jsonb_build_object(
              'id', md5('c' || n)::uuid, 'number', 'copy-' || n, 'text', 'copy ' || n, 'opened_at', c.opened_at - n * interval '1 s'))).*
         FROM complaints c, generate_series(1, 1500) n`,
    );
    const response = await get('/v1/complaints/export', 'application/x-ndjson');
    const reader = response.body?.getReader();
    const first = await reader?.read();
    await service.open({ text: 'late' });
    let text = Buffer.from(first?.value ?? []).toString();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
      text += Buffer.from(part.value).toString();
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(rows).toHaveLength(1501);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(1501);
    const times = rows.map(({ openedAt }) => openedAt);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('is filtered, and as CSV runs no formula', async () => {
    const response = await get('/v1/complaints/export?customer=crm-formula&q=evil', 'text/csv');
    const rows = parse<Record<string, string>>(await response.text(), { columns: true });
    expect(rows).toMatchObject([{ customer: 'crm-formula', text: `'=HYPERLINK("http://evil")`, status: 'received' }]);
  });

  it('is a file with a name, and CSV has a byte order mark on request only (case 16)', async () => {
    for (const [type, extension] of [
      ['text/csv', 'csv'],
      ['application/x-ndjson', 'ndjson'],
    ] as const) {
      const { headers } = await get('/v1/complaints/export?customer=nobody', type);
      expect(headers.get('content-disposition')).toMatch(
        new RegExp(`^attachment; filename="complaints-\\d{4}-\\d\\d-\\d\\d\\.${extension}"$`),
      );
    }
    for (const path of ['/v1/complaints/export', '/v1/complaints']) {
      const first = async (query: string) =>
        new Uint8Array(await (await get(`${path}?customer=nobody${query}`, 'text/csv')).arrayBuffer()).slice(0, 3);
      expect([...(await first(''))][0]).toBeLessThan(0x80);
      expect(await first('&bom=true')).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
    }
  });

  it('has dates of the time zone', async () => {
    const { id, openedAt } = await service.open({ customer: 'crm-zone' });
    await service.database.dataSource.query(`UPDATE complaints SET opened_at = '2026-03-01T20:00:00Z' WHERE id = $1`, [
      id,
    ]);
    const count = async (query: string) =>
      (await (await get(`/v1/complaints/export?customer=crm-zone&${query}`, 'application/x-ndjson')).text()).split('\n')
        .length - 1;
    expect(await count('from=2026-03-02')).toBe(0);
    expect(await count('from=2026-03-02&to=2026-03-03&timezone=Asia/Bangkok')).toBe(1);
    await service.database.dataSource.query('UPDATE complaints SET opened_at = $2 WHERE id = $1', [id, openedAt]);
  });

  it('of nothing is an empty table', async () => {
    expect(await (await get('/v1/complaints/export?customer=nobody', 'application/x-ndjson')).text()).toBe('');
    expect(await (await get('/v1/complaints/export?customer=nobody', 'text/csv')).text()).toMatch(
      /^number,id,[^\n]*\r\n$/,
    );
  });

  it.each(['q=-no', 'limit=5', 'level=x', 'from=soon'])('of ?%s is refused whole', async (query) => {
    const response = await get(`/v1/complaints/export?${query}`, 'text/csv');
    expect([response.status, response.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ]);
  });
});

it('a page of a list as CSV names the next in Link', async () => {
  const response = await get('/v1/complaints?limit=2&sort=severity', 'text/csv');
  expect(parse(await response.text(), { columns: true })).toHaveLength(2);
  const next = /^<(\/v1\/complaints\?[^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1];
  expect(parse(await (await get(next as string, 'text/csv')).text(), { columns: true })).toHaveLength(2);
});
