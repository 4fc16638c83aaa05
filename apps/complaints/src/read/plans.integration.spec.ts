import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { complaintsDatabase } from '../complaints.fixture.ts';
import type { Order } from './complaint-list.dto.ts';
import { type ComplaintListItem, cursorOf, lists } from './complaint-list.queries.ts';

jest.setTimeout(120_000);

/** Twenty thousand, one in fifty of them open, spread over many places, customers and words. */
const fill = `
  INSERT INTO complaints (id, number, version, cycle, status, severity, origin, customer_id, customer, segments, touchpoint,
         channel, category, product, location, language, text, flags, team, assignee, occurred_at, opened_at, ended_at)
  SELECT md5('c' || n)::uuid, 'C-2026-' || n, 1, 1, CASE WHEN n % 50 = 0 THEN 'received' ELSE 'answered' END,
         (ARRAY['critical', 'high', 'normal', 'low'])[1 + n % 4], 'person', md5('k' || n % 5000)::uuid, 'k' || n % 5000, '{}',
         'place-' || n % 400, 'phone', 'category-' || n % 400, 'product-' || n % 400, 'tower-' || n % 400, 'en', 'text', CASE WHEN n % 500 = 0 THEN '{safety}' ELSE '{}' END::text[],
         'customer-care', 'anna-' || n % 500, at, at, CASE WHEN n % 50 > 0 THEN at END
    FROM generate_series(1, 20000) n, LATERAL (SELECT timestamptz '2026-01-01Z' + n * interval '7 min' AS at) t;
  INSERT INTO text_words SELECT c.id, c.id, c.opened_at, to_tsvector('english', 'keys rare' || right(c.number, 3)) FROM complaints c;
  INSERT INTO clocks (complaint_id, cycle, clock, started_at, target, due_at, warn_at, effective_from, met_at, level, ladder,
         ladder_stopped, pauses, calendar, policy_version)
  SELECT id, 1, clock, opened_at, 'P1D', opened_at + interval '1 day', opened_at, opened_at, ended_at, 0, '[]', false, '[]', 'wall', 1
    FROM complaints, unnest(ARRAY['acknowledge', 'first_response', 'resolution']) clock;
  ANALYZE complaints; ANALYZE text_words; ANALYZE clocks;`;

describe('a page of twenty thousand complaints', () => {
  let database: Awaited<ReturnType<typeof complaintsDatabase>>;
  let plans: string[];
  let explained: DataSource;
  beforeAll(async () => {
    database = await complaintsDatabase(2);
    const { dataSource } = database;
    const owner = await new DataSource({ type: 'postgres', url: database.ownerUrl }).initialize();
    await owner.query(fill);
    await owner.destroy();
    explained = {
      query: async (sql: string, values: unknown[]) => {
        const rows = (await dataSource.query(`EXPLAIN ${sql}`, values)) as { 'QUERY PLAN': string }[];
        plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
        // Whether there are few is asked and answered; everything else finds nothing.
        return sql.includes(' AS few') ? dataSource.query(sql, values) : [];
      },
    } as unknown as DataSource;
  });
  afterAll(() => database?.drop());

  it.each([
    ['opened', {}],
    ['severity', {}],
    ['due', {}],
    ['due', { overdue: true }],
    ['due', { team: ['customer-care'] }],
    ['opened', { overdue: true }],
    ['opened', { dueBefore: '2026-01-03T00:00:00Z' }],
    ['opened', { status: ['received'] }],
    ['opened', { team: ['customer-care'], severity: ['critical'] }],
    ['opened', { assignee: ['anna-7'] }],
    ['opened', { customer: ['k7'] }],
    ['opened', { customer: ['k7', 'k8'] }],
    ['opened', { touchpoint: ['place-7'] }],
    ['opened', { category: ['category-7'] }],
    ['opened', { product: ['product-7'] }],
    ['opened', { location: ['tower-7'] }],
    ['opened', { flag: ['safety'] }],
    ['opened', { number: ['C-2026-77'] }],
    ['opened', { from: '2026-02-01T00:00:00Z', to: '2026-02-02T00:00:00Z' }],
    ['opened', { q: 'rare777' }],
    ['due', { q: 'rare777' }],
  ] as [Order, object][])('ordered by %s with %j is read through indexes', async (order, filter) => {
    plans = [];
    await lists[order](explained, filter, undefined, 51);
    expect(plans.filter((plan) => /Seq Scan on (complaints|clocks|text_words)/.test(plan))).toEqual([]);
  });

  it('with a common word is read from the first complaints on, until the page is full', async () => {
    plans = [];
    await lists.opened(explained, { q: 'keys' }, undefined, 51);
    const [peek, , , first] = plans;
    for (const plan of [peek, first]) {
      expect(plan).toMatch(/Index Scan using complaints_opened[\s\S]*Index Scan using text_words_pkey/);
      expect(plan).not.toMatch(/Seq Scan on text_words|Hash/);
    }
  });

  it('with another filter gathers the words first: the complaints of the filter may be far to seek', async () => {
    plans = [];
    await lists.opened(explained, { q: 'keys' }, undefined, 51);
    expect(plans[0]).not.toMatch(/CTE found/);
    plans = [];
    await lists.opened(explained, { q: 'keys', customer: ['k7'] }, undefined, 51);
    expect(plans[0]).toMatch(/CTE found/);
  });

  it('gives the same, however many texts have the words', async () => {
    const { dataSource } = database;
    for (const order of ['opened', 'due', 'severity'] as const) {
      for (const filter of [{}, { customer: ['k50'] }, { severity: ['low'] }]) {
        const all = await lists[order](dataSource, filter, undefined, 51);
        expect(await lists[order](dataSource, { ...filter, q: 'keys' }, undefined, 51)).toEqual(all);
        const behind = all.at(1) && cursorOf[order](all[1] as ComplaintListItem);
        const next = await lists[order](dataSource, { ...filter, q: 'keys' }, behind, 20);
        expect(next.map(({ id }) => id)).toEqual(all.slice(2, 22).map(({ id }) => id));
      }
    }
  });
});
