import { CustomerChanged, FeedbackReceived, HandlingRated } from '@harken/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningFeedback, runFeedback, someFeedback } from '../feedback.fixture.ts';

let app: RunningFeedback;
beforeAll(async () => {
  app = await runFeedback();
}, 60_000);
afterAll(() => app?.stop());

const give = (body: unknown, options = {}) => app.call('POST', '/v1/feedback', { body, ...options });
const receivedFrom = async (customer: string) =>
  (await app.published(FeedbackReceived.type)).filter(
    ({ data }) => (data.customer as { externalId: string } | null)?.externalId === customer,
  );

describe('POST /v1/feedback', () => {
  it('stores it with its pattern and verdict, and publishes it in the same commit', async () => {
    const body = someFeedback({
      customer: 'a1',
      touchpoint: 'handover',
      text: 'The keys did not fit. I want my money back!',
      answers: { nps: 1, factors: [{ factor: 'service', experience: 2, importance: 0 }] },
    });
    const { status, body: record, headers } = await give(body);
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/v1/feedback/${record.id}`);
    expect(record).toMatchObject({ sourceId: body.id, customer: 'a1', pattern: 'past', language: 'en' });
    expect(record.complaint.verdict).toBe('certain');
    expect(record.complaint.reasons).toEqual(
      expect.arrayContaining(['score:nps<=2', 'score:experience:service<=3', 'words:en:want my money back']),
    );
    expect(record.answers).toEqual({
      nps: 1,
      csat: null,
      ces: null,
      ratings: [],
      factors: [{ factor: 'service', experience: 2, expectation: null, importance: 0, ideal: null }],
    });
    const [event, ...more] = await receivedFrom('a1');
    expect(more).toEqual([]);
    expect(event?.key).toBe(record.id);
    expect(event?.data).toMatchObject({ feedbackId: record.id, answers: record.answers, complaint: record.complaint });
  });

  it('keeps product and location and publishes them', async () => {
    const about = { product: 'kitchen', location: 'x'.repeat(100) };
    const { body } = await give(someFeedback({ customer: 'a-product', ...about }));
    expect(body).toMatchObject(about);
    expect((await app.call('GET', `/v1/feedback/${body.id}`, { as: 'handler' })).body).toMatchObject(about);
    await give(someFeedback({ customer: 'a-product', product: null }));
    const events = await receivedFrom('a-product');
    expect(events.map(({ data }) => data)).toMatchObject([about, { product: null, location: null }]);
  });

  it.each(['\n', '\u001e', '"', '\\', "'", ',{}', '\u2028客服 \u{1f600}'])(
    'keeps %j wherever it stands',
    async (odd) => {
      const said = {
        touchpoint: `${odd}t${odd}`,
        campaign: `${odd}a`,
        category: `b${odd}`,
        text: `${odd}first${odd}${odd}last${odd}`,
      };
      const items = [
        someFeedback({ ...said, attachments: [{ url: 'https://crm.test/a.jpg', name: `n${odd}` }] }),
        someFeedback({ answers: { factors: [{ factor: `f${odd}`, experience: 9 }] } }),
        someFeedback(),
      ];
      const { body } = await app.call('POST', '/v1/feedback/batch', { body: { items } });
      const read = ({ id }: { id: string }) => app.call('GET', `/v1/feedback/${id}`, { as: 'handler' });
      const [first, second, third] = (await Promise.all(body.results.map(read))) as { body: object }[];
      expect(first?.body).toMatchObject({ ...said, attachments: [{ name: `n${odd}` }] });
      expect(second?.body).toMatchObject({
        touchpoint: null,
        text: null,
        answers: { factors: [{ factor: `f${odd}` }] },
      });
      expect(third?.body).toMatchObject({ attachments: [], about: null, language: null });
    },
  );

  it('publishes the rating first when it is about the handling of a complaint', async () => {
    const complaint = '01926F3A-7C1E-7B54-9D0E-000000000003';
    const { status, body } = await give(
      someFeedback({ customer: 'a-about', about: { complaint }, answers: { csat: 2, nps: 3 } }),
    );
    expect([status, body.about]).toEqual([201, { complaint: complaint.toLowerCase() }]);
    expect((await app.call('GET', `/v1/feedback/${body.id}`, { as: 'handler' })).body.about).toEqual(body.about);
    const rows = await app.service.dataSource.query('SELECT type, payload FROM outbox WHERE key = $1 ORDER BY seq', [
      body.id,
    ]);
    expect(rows.map(({ type }: { type: string }) => type)).toEqual([HandlingRated.type, FeedbackReceived.type]);
    expect(JSON.parse(rows[0].payload)).toMatchObject({
      complaintId: complaint.toLowerCase(),
      rating: { feedbackId: body.id, csat: 2, nps: 3, ces: null },
    });
  });

  it.each([{}, { complaint: 'C-2026-000042' }, { complaint: null }, 'C-1'])(
    'is refused when it is about %j',
    async (about) => {
      const { status, body } = await give(someFeedback({ about }));
      expect([status, body.errors[0].pointer.slice(0, 6)]).toEqual([400, '/about']);
    },
  );

  it('returns the first record for a repeat of (source, id), however it is written', async () => {
    const answers = { csat: 4, factors: [{ factor: 'service', experience: 7 }] };
    const body = someFeedback({ customer: 'a2', text: 'first', answers });
    const first = await give(body);
    const { source, occurredAt: _, ...rest } = body;
    const again = {
      ...rest,
      kind: null,
      attachments: [],
      history: false,
      occurredAt: '2026-03-02T17:15:00+08:00',
      source,
    };
    const second = await give(again);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
    expect(await receivedFrom('a2')).toHaveLength(1);
  });

  it.each([
    ['customer', { customer: 'a2-other' }],
    ['text', { text: 'I was injured' }],
    ['an answer', { answers: { nps: 0 } }],
    ['time', { occurredAt: '2026-03-02T09:15:00.001Z' }],
    ['history', { history: true }],
  ])('refuses a repeat of (source, id) with another %s, with both digests (case 24)', async (_, change) => {
    const body = someFeedback({ text: 'first' });
    const first = (await give(body)).body;
    const keyed = { headers: { 'idempotency-key': `differs-${body.id}` } };
    for (const options of [{}, keyed, keyed]) {
      const { status, body: problem } = await give({ ...body, ...change }, options);
      expect([status, problem]).toMatchObject([409, { code: 'feedback.differs', id: first.id }]);
      expect(problem.storedDigest).toBe(first.digest);
      expect(problem.receivedDigest).toMatch(/^[0-9a-f]{32}$/);
      expect(problem.receivedDigest).not.toBe(first.digest);
    }
    expect((await give(body)).body).toEqual(first);
  });

  it('takes history, keeps and publishes it, and is of today unless it says so (case 18)', async () => {
    const old = { customer: 'a-history', occurredAt: '2015-03-02T09:15:00Z', answers: { nps: 0 } };
    const { body: history } = await give(someFeedback({ ...old, history: true }));
    const { body: late } = await give(someFeedback(old));
    expect([history, late]).toMatchObject([
      { history: true, complaint: { verdict: 'certain' } },
      { history: false, complaint: { verdict: 'certain' } },
    ]);
    expect((await app.call('GET', `/v1/feedback/${history.id}`, { as: 'handler' })).body).toEqual(history);
    expect((await receivedFrom('a-history')).map(({ data }) => data.history)).toEqual([true, false]);
    const { body: timeline } = await app.call('GET', '/v1/customers/a-history/timeline', { as: 'handler' });
    expect(timeline.items.map(({ data }: { data: object }) => data)).toMatchObject([
      { history: false },
      { history: true },
    ]);
    expect((await give(someFeedback({ history: 'yes' }))).body.errors[0].pointer).toBe('/history');
  });

  it("reads a short text in the customer's language, and what is Thai as Thai (case 32)", async () => {
    await app.call('PUT', '/v1/customers/a-german', { body: { language: 'de' } });
    const languageOf = async (text: string) => (await give(someFeedback({ customer: 'a-german', text }))).body.language;
    expect(await languageOf('Refund!')).toBe('de');
    expect(await languageOf('บริการแย่มาก')).toBe('th');
  });

  it('takes factors on a scale of their own', async () => {
    const factors = [
      { factor: 'service', experience: 2, min: 1, max: 7 },
      { factor: 'price', experience: 2 },
    ];
    const { status, body } = await give(someFeedback({ customer: 'a-scale', answers: { factors } }));
    expect(status).toBe(201);
    expect(body.answers.factors).toMatchObject(factors);
    expect(body.answers.factors[1]).not.toHaveProperty('min');
    const [event] = await receivedFrom('a-scale');
    expect(event?.data.answers).toEqual(body.answers);
  });

  it('stores one of many simultaneous posts of the same (source, id)', async () => {
    const body = someFeedback({ customer: 'a3' });
    const keyed = (index: number) => ({ headers: { 'idempotency-key': `race-${index}` } });
    const replies = await Promise.all(
      Array.from({ length: 24 }, (_, index) => give(body, index % 2 === 0 ? {} : keyed(index))),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(23).fill(200), 201]);
    expect(new Set(replies.map((reply) => reply.body.id)).size).toBe(1);
    expect(await receivedFrom('a3')).toHaveLength(1);
  });

  it('creates and publishes one stub when many requests name a customer at once', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => give(someFeedback({ customer: 'a4' }))));
    expect(new Set(replies.map((reply) => reply.body.customerId)).size).toBe(1);
    const changes = (await app.published(CustomerChanged.type)).filter(
      ({ data }) => (data.customer as { externalId: string }).externalId === 'a4',
    );
    expect(changes).toHaveLength(1);
    expect(changes[0]?.data.stub).toBe(true);
  });

  it('keeps the trace of each request, also of those that share a commit', async () => {
    const trace = (index: number) => `00-${String(index).padStart(32, 'a')}-b7ad6b7169203331-01`;
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        give(someFeedback({ customer: `tr-${index}` }), { headers: { traceparent: trace(index) } }),
      ),
    );
    for (let index = 0; index < 12; index += 1) {
      const [event] = await receivedFrom(`tr-${index}`);
      expect(event?.traceparent?.slice(3, 35)).toBe(trace(index).slice(3, 35));
    }
  });

  it('repeats the response for an Idempotency-Key, and rejects the key with another body', async () => {
    const headers = { 'idempotency-key': 'k-1' };
    const body = someFeedback({ customer: 'a5' });
    const first = await give(body, { headers });
    const again = await give(body, { headers });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect((await give({ ...body, text: 'else' }, { headers })).status).toBe(422);
  });

  it('accepts the roles call_centre and crm only', async () => {
    expect((await give(someFeedback(), { as: 'call_centre' })).status).toBe(201);
    expect((await give(someFeedback(), { as: 'handler' })).status).toBe(403);
  });

  it.each([
    [{ method: 'rumour' }, '/method'],
    [{ answers: { nps: 11 } }, '/answers/nps'],
    [{ answers: { nps: '1' } }, '/answers/nps'],
    [{ answers: { ces: 0 } }, '/answers/ces'],
    [{ answers: { ratings: [{ name: 'x', value: 6, min: 1, max: 5 }] } }, '/answers/ratings/0/value'],
    [{ answers: { ratings: [{ name: 'x', value: 1, min: 1, max: 1 }] } }, '/answers/ratings/0/max'],
    [{ answers: { factors: [{ factor: 'a' }, { factor: 'a' }] } }, '/answers/factors/1/factor'],
    [{ answers: { factors: [{ factor: 'a', experience: 11 }] } }, '/answers/factors/0/experience'],
    [{ answers: { factors: [{ factor: 'a', ideal: 8, min: 1, max: 7 }] } }, '/answers/factors/0/ideal'],
    [{ answers: { factors: [{ factor: 'a', min: 7, max: 7 }] } }, '/answers/factors/0/max'],
    [{ answers: { factors: [{ factor: 'a', min: 10 }] } }, '/answers/factors/0/min'],
    [{ occurredAt: '2099-01-01T00:00:00Z' }, '/occurredAt'],
    [{ occurredAt: new Date(Date.now() + 6 * 60_000).toISOString() }, '/occurredAt'],
    [{ occurredAt: '2026-02-30T00:00:00Z' }, '/occurredAt'],
    [{ occurredAt: '0000-01-01T00:00:00Z' }, '/occurredAt'],
    [{ occurredAt: '2026-12-31T23:59:60Z' }, '/occurredAt'],
    [{ customer: '' }, '/customer'],
    [{ colour: 'red' }, '/colour'],
    [{ product: '' }, '/product'],
    [{ location: 'x'.repeat(101) }, '/location'],
    [{ text: 'a\u0000b' }, '/text'],
    [{ text: '\ud800' }, '/text'],
    [{ language: 'not a tag' }, '/language'],
  ])('rejects %j with the pointer', async (fault, pointer) => {
    const { status, body } = await give(someFeedback(fault));
    expect([status, body.errors?.map((one: { pointer: string }) => one.pointer)]).toEqual([400, [pointer]]);
  });

  it('accepts null for an unknown value', async () => {
    const nothing = {
      touchpoint: null,
      kind: null,
      answers: { nps: null, factors: null },
      attachments: null,
      pattern: null,
    };
    expect((await give(someFeedback(nothing))).status).toBe(201);
    expect((await give(someFeedback({ history: null }))).body.history).toBe(false);
    expect((await give(someFeedback({ answers: null }))).status).toBe(201);
  });
});

describe('a batch', () => {
  const batch = (items: unknown, options = {}) =>
    app.call('POST', '/v1/feedback/batch', { body: { items }, ...options });

  it('has one result per item, and a bad item fails no other', async () => {
    const known = someFeedback();
    const first = (await give(known)).body;
    const twice = someFeedback();
    const { status, body } = await batch([someFeedback(), known, { nonsense: 1 }, 'x', twice, twice, null]);
    expect(status).toBe(200);
    expect(body).toMatchObject({ accepted: 2, duplicates: 2, rejected: 3 });
    expect(body.results.map((result: { status: string }) => result.status)).toEqual([
      'accepted',
      'duplicate',
      'rejected',
      'rejected',
      'accepted',
      'duplicate',
      'rejected',
    ]);
    expect(body.results[1].id).toBe(first.id);
    expect(body.results[5].id).toBe(body.results[4].id);
    expect(body.results[2].problem).toMatchObject({ status: 400, code: 'request.invalid' });
    expect(body.results.map((result: { index: number }) => result.index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('tells an item that repeats a source and id with other content (case 24)', async () => {
    const known = someFeedback({ text: 'first' });
    const first = (await give(known)).body;
    const twice = someFeedback({ text: 'one' });
    const { status, body } = await batch([known, { ...known, text: 'second' }, twice, { ...twice, text: 'two' }]);
    expect([status, body]).toMatchObject([200, { accepted: 1, duplicates: 1, conflicts: 2, rejected: 0 }]);
    expect(body.results.map((result: { status: string }) => result.status)).toEqual([
      'duplicate',
      'conflict',
      'accepted',
      'conflict',
    ]);
    expect(body.results[1]).toMatchObject({
      id: first.id,
      problem: { status: 409, code: 'feedback.differs', instance: '#/items/1', storedDigest: first.digest },
    });
    expect(body.results[3].id).toBe(body.results[2].id);
  });

  it('accepts 1000 items and rejects 1001', async () => {
    const many = Array.from({ length: 1000 }, () => someFeedback({ customer: 'many' }));
    expect((await batch(many)).body).toMatchObject({ accepted: 1000, duplicates: 0, rejected: 0 });
    expect((await batch(many)).body).toMatchObject({ accepted: 0, duplicates: 1000, rejected: 0 });
    expect((await batch([...many, someFeedback()])).status).toBe(400);
    expect((await batch('x')).status).toBe(400);
  });

  it('can be sent many times at once with the same customers and ids in any order', async () => {
    const items = Array.from({ length: 100 }, (_, index) => someFeedback({ customer: `r-${index % 7}` }));
    const replies = await Promise.all([items, [...items].reverse(), items.slice(50), items].map((each) => batch(each)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(replies.reduce((sum, { body }) => sum + body.accepted, 0)).toBe(100);
  });
});

describe('reading feedback', () => {
  it('pages newest first with filters, also while more arrives', async () => {
    const at = (day: number) => `2026-04-0${day}T00:00:00.000Z`;
    for (const day of [3, 1, 5, 2, 4]) {
      await give(someFeedback({ customer: 'read', touchpoint: 'lobby', occurredAt: at(day), answers: { nps: day } }));
    }
    const read = (query: string) => app.call('GET', `/v1/feedback?${query}`, { as: 'analyst' });
    const first = await read('customer=read&limit=2');
    await give(someFeedback({ customer: 'read', touchpoint: 'lobby', occurredAt: at(6) }));
    const second = await read(`customer=read&limit=3&cursor=${first.body.next}`);
    const days = [...first.body.items, ...second.body.items].map((item: { occurredAt: string }) => item.occurredAt);
    expect(days).toEqual([5, 4, 3, 2, 1].map(at));
    expect(second.body.next).toBeNull();
    const certain = await read('touchpoint=lobby&verdict=certain&method=survey&pattern=past');
    expect(certain.body.items.map((item: { occurredAt: string }) => item.occurredAt)).toEqual([2, 1].map(at));
    const period = await read(`customer=read&from=${at(2)}&to=${at(4)}`);
    expect(period.body.items.map((item: { occurredAt: string }) => item.occurredAt)).toEqual([3, 2].map(at));
  });

  it('is filtered by product and location', async () => {
    const about = { product: 'lift', location: 'tower-9' };
    const { body: one } = await give(someFeedback(about));
    await give(someFeedback({ product: 'stairs', location: 'tower-9' }));
    await give(someFeedback({ product: 'lift' }));
    const { body } = await app.call('GET', '/v1/feedback?product=lift&location=tower-9', { as: 'analyst' });
    expect(body.items).toEqual([one]);
  });

  it('takes several values of a filter, with commas and repeated (case 19)', async () => {
    const methods = ['survey', 'call', 'email'];
    for (const method of methods)
      await give(someFeedback({ customer: `many-${method}`, touchpoint: 'several', method }));
    const customers = async (query: string) =>
      (await app.call('GET', `/v1/feedback?touchpoint=several&${query}`, { as: 'analyst' })).body.items
        .map(({ customer }: { customer: string }) => customer)
        .sort();
    for (const query of ['method=survey,call', 'method=survey&method=call', 'customer=many-survey,many-call']) {
      expect(await customers(query)).toEqual(['many-call', 'many-survey']);
    }
    for (const query of ['method=survey,rumour', 'verdict=certain&verdict=maybe', 'pattern=past,']) {
      expect((await app.call('GET', `/v1/feedback?${query}`, { as: 'analyst' })).status).toBe(400);
    }
  });

  it('reads one by id, and rejects an invalid id', async () => {
    const { body } = await give(someFeedback());
    const one = await app.call('GET', `/v1/feedback/${body.id}`, { as: 'handler' });
    expect([one.status, one.body]).toEqual([200, body]);
    const get = (path: string) => app.call('GET', path, { as: 'handler' }).then(({ status }) => status);
    expect(await get('/v1/feedback/01926f3a-7c1e-7b54-9d0e-000000000000')).toBe(404);
    expect(await get('/v1/feedback/7')).toBe(400);
    for (const query of [
      'limit=0',
      'limit=x',
      'cursor=abc',
      'cursor=WyJ4Il0',
      'method=rumour',
      'from=yesterday',
      'hue=1',
    ]) {
      expect([query, await get(`/v1/feedback?${query}`)]).toEqual([query, 400]);
    }
  });
});

describe('who speaks', () => {
  const read = (id: string) => app.call('GET', `/v1/feedback/${id}`, { as: 'handler' });
  const eventsOf = async (id: string) => (await app.published(FeedbackReceived.type)).filter(({ key }) => key === id);

  it('may be unknown: it is a complaint like any other, and belongs to no customer', async () => {
    const { customer: _, ...body } = someFeedback({ text: 'I want my money back!', answers: { nps: 0 } });
    const { status, body: record } = await give(body);
    expect(status).toBe(201);
    expect(record).toMatchObject({ voice: 'customer', customer: null, customerId: null });
    expect(record.complaint.verdict).toBe('certain');
    expect((await read(record.id)).body).toEqual(record);
    expect((await eventsOf(record.id)).map(({ data }) => data)).toMatchObject([{ voice: 'customer', customer: null }]);
    expect([
      (await give({ ...body, customer: null })).status,
      (await give({ ...body, customer: 'v1' })).status,
    ]).toEqual([200, 409]);
    const listed = await app.call('GET', '/v1/feedback?limit=500', { as: 'handler' });
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toContain(record.id);
  });

  it.each(['staff', 'management'])('is %s: a named person, no customer, and never a complaint', async (voice) => {
    const body = someFeedback({
      voice,
      employee: 'anna',
      kind: 'complaint',
      text: 'I was injured',
      answers: { nps: 0 },
    });
    const { status, body: record } = await give({ ...body, customer: null });
    expect(status).toBe(201);
    expect(record).toMatchObject({ voice, employee: 'anna', customer: null });
    expect(record.complaint).toEqual({ verdict: 'none', reasons: [] });
    expect((await eventsOf(record.id)).map(({ data }) => data)).toMatchObject([{ voice, employee: 'anna' }]);
    const { status: refused, body: problem } = await give(someFeedback({ voice }));
    expect([refused, problem.errors[0].pointer]).toEqual([400, '/employee']);
  });

  it('says which actions were done, and what it is about', async () => {
    const actions = [
      { action: 'keys-handed-over', done: false },
      { action: 'walk-through', done: true },
    ];
    const about = { problem: '01926f3a-7c1e-7b54-9d0e-000000000009' };
    const { body: record } = await give(someFeedback({ customer: 'v-actions', actions, about }));
    expect([record.actions, record.about]).toEqual([actions, about]);
    expect((await read(record.id)).body).toEqual(record);
    expect((await receivedFrom('v-actions')).map(({ data }) => data)).toMatchObject([
      { actions, about: { complaint: null, ...about } },
    ]);
    const both = { ...about, complaint: '01926f3a-7c1e-7b54-9d0e-000000000003' };
    for (const wrong of [{ about: both }, { actions: [{ action: 'x' }] }, { voice: 'nobody' }]) {
      expect((await give(someFeedback(wrong))).status).toBe(400);
    }
  });
});
