import { FeedbackReceived } from '@harken/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningFeedback, runFeedback, someFeedback } from '../feedback.fixture.ts';

let app: RunningFeedback;
beforeAll(async () => {
  app = await runFeedback();
}, 60_000);
afterAll(() => app?.stop());

let counter = 0;
const someConversation = (overrides: Record<string, unknown> = {}) => {
  counter += 1;
  return {
    ...{ source: 'research', id: `group-${counter}`, kind: 'focus_group', occurredAt: '2026-03-02T09:15:00.000Z' },
    participants: [
      { id: 'P1', customer: 'crm-1' },
      { id: 'M', voice: 'staff', employee: 'anna' },
    ],
    ...overrides,
  };
};
const record = (body: unknown) => app.call('POST', '/v1/conversations', { body, as: 'analyst' });
const add = (id: string, ...segments: object[]) =>
  app.call('POST', `/v1/conversations/${id}/segments`, { body: { segments }, as: 'analyst' });
const read = async (path: string) => (await app.call('GET', path, { as: 'handler' })).body;
const statusesOf = ({ body }: { body: { results: { status: string }[] } }) => body.results.map(({ status }) => status);

describe('a focus group', () => {
  it('is a record with participants and a transcript whose quotes are evidence by id', async () => {
    const { status, body } = await record(someConversation({ title: 'Buyers of spring', touchpoint: 'handover' }));
    expect([status, body]).toMatchObject([201, { kind: 'focus_group', participants: [{ voice: 'customer' }, {}] }]);
    const quote = { id: 's-2', speaker: 'P1', text: '没有人告诉我们什么时候交房', factor: 'service', quote: true };
    const added = await add(body.id, { id: 's-1', speaker: 'M', text: 'How was it?' }, { ...quote, replyTo: 's-1' });
    expect(added.body).toMatchObject({ accepted: 2, duplicates: 0, conflicts: 0 });
    const { items } = await read(`/v1/conversations/${body.id}/segments`);
    expect(items).toMatchObject([
      { sourceId: 's-1', position: 1, quote: false, feedbackId: null },
      { sourceId: 's-2', position: 2, replyTo: 's-1', text: quote.text },
    ]);
    const evidence = added.body.results[1].id;
    expect(await read(`/v1/quotes/${evidence}`)).toEqual(items[1]);
    expect((await read('/v1/quotes?factor=service')).items).toEqual([items[1]]);
    expect((await app.call('GET', `/v1/quotes/${items[0].id}`, { as: 'handler' })).status).toBe(404);
    expect((await read('/v1/conversations?kind=focus_group&touchpoint=handover')).items).toEqual([body]);
    expect(await read(`/v1/conversations/${body.id}`)).toEqual(body);
    expect(await app.published(FeedbackReceived.type)).toEqual([]);
  });

  it('and each of its segments are taken once', async () => {
    const conversation = someConversation();
    const { body } = await record(conversation);
    expect((await record(conversation)).status).toBe(200);
    const differs = await record({ ...conversation, title: 'Another' });
    expect([differs.status, differs.body.code, differs.body.id]).toEqual([409, 'conversation.differs', body.id]);
    const segment = { id: 's-1', speaker: 'P1', text: 'Fine.' };
    expect(statusesOf(await add(body.id, segment))).toEqual(['accepted']);
    const again = await add(body.id, segment, { ...segment, id: 's-2' });
    expect(statusesOf(again)).toEqual(['duplicate', 'accepted']);
    expect(statusesOf(await add(body.id, { ...segment, text: 'Not fine.' }))).toEqual(['conflict']);
    const pages = await read(`/v1/conversations/${body.id}/segments?limit=1`);
    const next = await read(`/v1/conversations/${body.id}/segments?limit=1&cursor=${pages.next}`);
    expect([...pages.items, ...next.items].map(({ sourceId }) => sourceId)).toEqual(['s-1', 's-2']);
  });

  it.each([
    ['/segments/0/speaker', [{ id: 'a', speaker: 'P9', text: 'x' }]],
    [
      '/segments/1/id',
      [
        { id: 'a', speaker: 'P1', text: 'x' },
        { id: 'a', speaker: 'P1', text: 'y' },
      ],
    ],
    ['/segments/0/text', [{ id: 'a', speaker: 'P1', text: '' }]],
    ['/segments', []],
  ])('refuses a wrong transcript at %s', async (pointer, segments) => {
    const { body } = await record(someConversation());
    const { status, body: problem } = await add(body.id, ...segments);
    expect([status, problem.errors?.[0].pointer]).toEqual([400, pointer]);
  });

  it.each([
    ['/participants/1/id', { participants: [{ id: 'P1' }, { id: 'P1' }] }],
    ['/participants/0/employee', { participants: [{ id: 'M', voice: 'staff' }] }],
    ['/kind', { kind: 'chat' }],
    ['/occurredAt', { occurredAt: '2199-01-01T00:00:00Z' }],
  ])('is refused with a fault at %s', async (pointer, wrong) => {
    const { status, body } = await record(someConversation(wrong));
    expect([status, body.errors?.[0].pointer]).toEqual([400, pointer]);
  });
});

describe('a thread of posts', () => {
  const post = (id: string, speaker: string, text: string, more = {}) => ({ id, speaker, text, ...more });

  it('becomes feedback post by post, so that a complaint of an unknown author is found', async () => {
    const forum = someConversation({ source: 'forum', kind: 'forum', touchpoint: 'delivery', language: null });
    const { body } = await record(forum);
    const added = await add(
      body.id,
      post('p-100', 'sunny88', 'The parcel never came. I want my money back!'),
      post('p-101', 'P1', 'Same here, thanks.', { replyTo: 'p-100' }),
      post('p-102', 'M', 'We are on it.'),
    );
    expect(added.body.accepted).toBe(3);
    const [first, second, third] = await Promise.all(
      added.body.results.map(({ feedbackId }: { feedbackId: string }) => read(`/v1/feedback/${feedbackId}`)),
    );
    expect(first).toMatchObject({
      ...{ source: 'forum', sourceId: 'p-100', method: 'forum_post', customer: null, touchpoint: 'delivery' },
      complaint: { verdict: 'certain' },
    });
    expect(second).toMatchObject({ customer: 'crm-1', voice: 'customer' });
    expect(third).toMatchObject({ voice: 'staff', employee: 'anna', complaint: { verdict: 'none' } });
  });

  it('takes the same words of the same author once, in whatever thread, and the feedback of a post once', async () => {
    const [one, other] = [
      (await record(someConversation({ source: 'shop', kind: 'reviews' }))).body,
      (await record(someConversation({ source: 'shop', kind: 'reviews' }))).body,
    ];
    const sent = await app.call('POST', '/v1/feedback', {
      body: someFeedback({ source: 'shop', id: 'r-1', customer: null, method: 'review', text: 'ดีมาก' }),
    });
    const first = await add(one.id, post('r-1', 'somchai', 'ดีมาก', { at: '2026-03-02T09:15:00.000Z' }));
    expect(first.body.results).toMatchObject([{ status: 'accepted', feedbackId: sent.body.id }]);
    const again = await add(other.id, post('r-2', 'somchai', ' ดีมาก\n'), post('r-3', 'nok', 'ดีมาก'));
    expect(again.body.results).toMatchObject([
      { status: 'duplicate', id: first.body.results[0].id },
      { status: 'accepted' },
    ]);
    const { items } = await read(`/v1/conversations/${other.id}/segments`);
    expect(items.map(({ sourceId }: { sourceId: string }) => sourceId)).toEqual(['r-3']);
  });
});
