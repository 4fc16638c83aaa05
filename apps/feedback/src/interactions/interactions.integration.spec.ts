import { FeedbackReceived, InteractionRecorded } from '@harken/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CloudEvent, HTTP } from 'cloudevents';
import { type RunningFeedback, runFeedback, someFeedback, someInteraction } from '../feedback.fixture.ts';

let app: RunningFeedback;
beforeAll(async () => {
  app = await runFeedback();
}, 60_000);
afterAll(() => app?.stop());

const post = (body: unknown, options = {}) => app.call('POST', '/v1/interactions', { body, ...options });
const structured = 'application/cloudevents+json';
const batched = 'application/cloudevents-batch+json';
const recordedOf = async (id: string) =>
  (await app.published(InteractionRecorded.type)).filter(({ key }) => key === id).map(({ data }) => data);

const visit = (id: string, data: Record<string, unknown> = {}) => ({
  specversion: '1.0',
  id,
  source: '/crm',
  type: 'com.acme.visit',
  time: '2026-03-02T09:15:00Z',
  data: {
    customer: 'ce-1',
    touchpoint: 'showroom',
    product: 'kitchen',
    amount: { minor: 125000, currency: 'HKD' },
    ...data,
  },
});

describe('plain JSON', () => {
  it('is stored once per (source, id) and published without `data`', async () => {
    const body = someInteraction({ customer: 'p1', team: 'sales', data: { salesman: 'Mr Lee' } });
    const first = await post(body);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      sourceId: body.id,
      type: 'visit',
      customer: 'p1',
      data: { salesman: 'Mr Lee' },
    });
    const again = await post({ ...body, channel: null });
    expect([again.status, again.body]).toEqual([200, first.body]);
    const [event, ...more] = await recordedOf(first.body.id);
    expect(more).toEqual([]);
    expect(event).toMatchObject({ interactionType: 'visit', team: 'sales', customer: { externalId: 'p1' } });
    expect(JSON.stringify(event)).not.toContain('Lee');
  });

  it('is refused when it repeats a source and id with other content (case 24)', async () => {
    const body = someInteraction({ data: { a: 1, b: { c: 2, d: [3] } } });
    const first = (await post(body)).body;
    expect((await post({ ...body, data: { b: { d: [3], c: 2 }, a: 1 } })).status).toBe(200);
    for (const change of [{ type: 'else' }, { customer: 'else' }, { data: { a: 1 } }, { history: true }]) {
      const { status, body: problem } = await post({ ...body, ...change });
      expect([status, problem.code, problem.storedDigest]).toEqual([409, 'interaction.differs', first.digest]);
    }
  });

  it('takes history, keeps and publishes it (case 18)', async () => {
    const { body } = await post(someInteraction({ customer: 'p-history', history: true }));
    const today = await post(someInteraction({ customer: 'p-history' }));
    expect([body.history, today.body.history]).toEqual([true, false]);
    expect(await recordedOf(body.id)).toMatchObject([{ history: true }]);
    expect(await recordedOf(today.body.id)).toMatchObject([{ history: false }]);
    const event = visit('hist-1', { history: true });
    expect((await post(event, { type: structured })).body.history).toBe(true);
    const { body: timeline } = await app.call('GET', '/v1/customers/p-history/timeline', { as: 'handler' });
    expect(timeline.items.map(({ data }: { data: { history: boolean } }) => data.history).sort()).toEqual([
      false,
      true,
    ]);
  });

  it.each(['application/json', structured, batched])(
    'as %s refuses a whole number that would not come back (case 08)',
    async (type) => {
      const { data: _, ...event } = visit('big');
      const data = '"data":{"customer":"c","data":{"orderId":4634343214213523454}}';
      const text = `${JSON.stringify(event).slice(0, -1)},${data}}`;
      const plain = JSON.stringify(someInteraction()).replace(/}$/, ',"data":{"orderId":4634343214213523454}}');
      const sent = { 'application/json': plain, [structured]: text, [batched]: `[${text}]` }[type];
      const { status, body } = await post(sent, { type });
      expect([status, body.errors?.[0]?.pointer]).toMatchObject([400, expect.stringMatching(/data\/orderId$/)]);
    },
  );

  it('keeps product and location and publishes them', async () => {
    const about = { product: 'kitchen', location: 'tower-2' };
    const { body } = await post(someInteraction(about));
    expect([body, ...(await recordedOf(body.id))]).toMatchObject([about, about]);
  });

  it('cannot contain feedback', async () => {
    const { status, body } = await post(someInteraction({ method: 'survey' }));
    expect([status, body.errors]).toEqual([
      400,
      [expect.objectContaining({ pointer: '/method', code: 'unknown-field' })],
    ]);
  });

  it.each([
    [{ amount: { minor: 1.5, currency: 'HKD' } }, '/amount/minor'],
    [{ amount: { minor: 1, currency: 'hkd' } }, '/amount/currency'],
    [{ phase: 'later' }, '/phase'],
    [{ product: 'x'.repeat(101) }, '/product'],
    [{ location: '' }, '/location'],
    [{ data: [] }, '/data'],
    [{ occurredAt: 'soon' }, '/occurredAt'],
    [{ occurredAt: '2099-01-01T00:00:00Z' }, '/occurredAt'],
    [{ history: 1 }, '/history'],
  ])('rejects %j with the pointer', async (fault, pointer) => {
    const { status, body } = await post(someInteraction(fault));
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });
});

describe('a CloudEvent', () => {
  it('is accepted in structured, binary and batch mode', async () => {
    const one = await post(visit('s-1'), { type: `${structured}; charset=utf-8` });
    expect(one.status).toBe(201);
    expect(one.body).toMatchObject({
      source: '/crm',
      sourceId: 's-1',
      type: 'com.acme.visit',
      customer: 'ce-1',
      touchpoint: 'showroom',
      amount: { minor: 125000, currency: 'HKD' },
      occurredAt: '2026-03-02T09:15:00.000Z',
    });
    const event = new CloudEvent({
      ...visit('b-1'),
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    });
    const { headers, body } = HTTP.binary(event);
    const { 'content-type': type, ...attributes } = headers as Record<string, string>;
    const binary = await post(body, { type: type as string, headers: attributes });
    expect([binary.status, binary.body]).toMatchObject([
      201,
      { sourceId: 'b-1', touchpoint: 'showroom', product: 'kitchen', location: null },
    ]);
    const many = await post([visit('m-1'), visit('s-1'), { ...visit('m-2'), id: '' }, visit('m-1'), 7], {
      type: batched,
    });
    expect(many.status).toBe(200);
    expect(many.body).toMatchObject({ accepted: 1, duplicates: 2, conflicts: 0, rejected: 2 });
    expect(many.body.results[1].id).toBe(one.body.id);
    expect(many.body.results[2].problem.errors[0].pointer).toBe('/id');
  });

  it('without a time gets the time of arrival', async () => {
    const { time: _, ...timeless } = visit('t-1');
    const before = Date.now();
    const { status, body } = await post(timeless, { type: structured });
    expect(status).toBe(201);
    expect(Math.abs(Date.parse(body.occurredAt) - before)).toBeLessThan(60_000);
    expect((await post(timeless, { type: structured })).body.id).toBe(body.id);
  });

  it.each([
    ['/caf%C3%A9', '/caf%25C3%25A9'],
    ['/o/"q"', '/o/%22q%22'],
    ['/abc', '/%61bc'],
    ['/quoted', '"/quoted"'],
  ])('of the source %s is one in structured and in binary mode, there %s (case 09)', async (source, header) => {
    const data = { customer: 'c-ce', method: 'survey', kind: 'complaint', text: 'x' };
    const event = { ...visit('c-e'), source, data };
    const first = await post(event, { type: structured });
    expect([first.status, first.body.source]).toEqual([201, source]);
    const { specversion, id, type, time } = event;
    const headers = {
      'ce-specversion': specversion,
      'ce-id': id,
      'ce-type': type,
      'ce-time': time,
      'ce-source': header,
    };
    const second = await post(data, { headers });
    expect([second.status, second.body]).toEqual([200, first.body]);
  });

  it.each([
    ['"quoted id"', 'quoted id'],
    ['"a \\"b\\" \\\\"', 'a "b" \\'],
    ['caf%C3%A9', 'café'],
    ['100%25', '100%'],
    ['%FF', undefined],
    ['caf%C3', undefined],
    ['100%', undefined],
    ['a%00b', undefined],
  ])('with the id %s in its header has the id %s (case 09)', async (header, id) => {
    const headers = { 'ce-specversion': '1.0', 'ce-id': header, 'ce-type': 't', 'ce-source': '/headers' };
    const { status, body } = await post({ customer: 'c-ce' }, { headers });
    if (id) expect([status, body.sourceId]).toEqual([201, id]);
    else expect([status, body.errors]).toMatchObject([400, [{ pointer: '/header/ce-id', code: 'wrong-format' }]]);
  });

  it('with feedback in its data is feedback: NPS 1 is a complaint', async () => {
    const event = visit('nps-1', { amount: undefined, method: 'survey', answers: { nps: 1 } });
    const { status, body, headers } = await post(event, { type: structured });
    expect([status, body.complaint]).toEqual([201, { verdict: 'certain', reasons: ['score:nps<=2'] }]);
    expect(headers.get('location')).toBe(`/v1/feedback/${body.id}`);
    const [received] = (await app.published(FeedbackReceived.type)).filter(({ key }) => key === body.id);
    expect(received?.data).toMatchObject({ source: '/crm', sourceId: 'nps-1', customer: { externalId: 'ce-1' } });
    expect((await post(event, { type: structured })).status).toBe(200);
    const mixed = [
      visit('mix-1'),
      visit('mix-2', { amount: undefined, method: 'call', text: 'Good' }),
      visit('mix-3', { text: 'x' }),
    ];
    const batch = await post(mixed, { type: batched });
    expect(batch.body).toMatchObject({ accepted: 2, rejected: 1 });
    expect(batch.body.results[2].problem.errors.map((fault: { pointer: string }) => fault.pointer)).toContain(
      '/data/method',
    );
  });

  it('can also be sent to /v1/feedback, in every mode', async () => {
    const { source, id, occurredAt, ...data } = someFeedback({ answers: { csat: 1 } });
    const event = { specversion: '1.0', type: 'survey', source, id, time: occurredAt, data };
    const feedback = (body: unknown, type: string, headers = {}) =>
      app.call('POST', '/v1/feedback', { body, type, headers });
    expect((await feedback(event, structured)).status).toBe(201);
    const attributes = { 'ce-specversion': '1.0', 'ce-id': 'bin', 'ce-source': source, 'ce-type': 'survey' };
    const binary = await feedback(data, 'application/json', attributes);
    expect([binary.status, binary.body.sourceId]).toEqual([201, 'bin']);
    expect((await feedback([event, { ...event, id: 'other' }], batched)).body).toMatchObject({
      accepted: 1,
      duplicates: 1,
    });
  });

  it.each([
    ['no id', { id: undefined }, '/id'],
    ['an old version', { specversion: '0.3' }, '/specversion'],
    ['a source with a space', { source: 'a b' }, ''],
    ['a time that is none', { time: 'noon' }, '/time'],
    ['a time in the future', { time: '2099-01-01T00:00:00Z' }, '/time'],
    ['data that is text', { data: 'x' }, '/data'],
    ['binary data', { data_base64: 'e30=' }, '/data_base64'],
    ['no customer', { data: {} }, '/data/customer'],
    ['an unknown field', { data: { customer: 'x', hue: 1 } }, '/data/hue'],
  ])('with %s is rejected with the pointer', async (_, fault, pointer) => {
    const { status, body } = await post({ ...visit('bad'), ...fault }, { type: structured });
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('in binary mode is rejected with the wrong header', async () => {
    const headers = { 'ce-id': 'x', 'ce-source': '/crm', 'ce-type': 't' };
    const { status, body } = await post({ customer: 'x' }, { headers });
    expect([status, body.errors[0].pointer]).toEqual([400, '/header/ce-specversion']);
    const late = await post({ customer: 'x' }, { headers: { ...headers, 'ce-specversion': '1.0', 'ce-time': 'noon' } });
    expect([late.status, late.body.errors[0].pointer]).toEqual([400, '/header/ce-time']);
  });

  it('batch is an array of at most 1000, and JSON', async () => {
    expect((await post({}, { type: batched })).status).toBe(400);
    expect((await post([], { type: batched })).body).toMatchObject({ accepted: 0, results: [] });
    expect((await post('[', { type: batched })).body.code).toBe('body.not-json');
    const large = Array.from({ length: 1001 }, (_, index) => visit(`l-${index}`));
    expect((await post(large, { type: batched })).status).toBe(400);
    expect((await post('x', { type: 'text/plain' })).status).toBe(415);
  });
});
