import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningFeedback, runFeedback, someFeedback } from '../feedback.fixture.ts';

let app: RunningFeedback;
beforeAll(async () => {
  app = await runFeedback();
}, 60_000);
afterAll(() => app?.stop());

const patient = { within: 20_000, every: 100 };
const theme = (id: string, words: Record<string, string[]>) => ({ id, names: { en: id }, words, examples: [] });
const delivery = theme('delivery', { en: ['parcel', 'courier'], zh: ['快递'], th: ['พัสดุ'] });
const staff = theme('staff', { en: ['waiter', 'staff'] });

const publish = (themes: unknown, options = {}) =>
  app.call('PUT', '/v1/themes', { as: 'analyst', body: { themes }, ...options });
const receive = async (overrides: Record<string, unknown>) =>
  (await app.call('POST', '/v1/feedback', { body: someFeedback(overrides) })).body;
const read = async (id: string) => (await app.call('GET', `/v1/feedback/${id}`, { as: 'handler' })).body;
const idsOf = ({ themes }: { themes: { theme: string }[] }) => themes.map((one) => one.theme);
const assigned = async (feedbackId: string) =>
  (await app.published('harken.feedback.themes-assigned.v1')).filter(({ key }) => key === feedbackId);

describe('themes', () => {
  it('are a list in versions, empty at first, with If-Match', async () => {
    const first = await app.call('GET', '/v1/themes', { as: 'handler' });
    expect(first.body).toEqual({ version: 0, themes: [] });
    expect((await publish([delivery, delivery])).body).toMatchObject({
      ...{ status: 400, code: 'themes.invalid', errors: [{ pointer: '/themes/1/id' }] },
    });
    const set = await publish([delivery], { headers: { 'if-match': '"0"' } });
    expect([set.status, set.body.version]).toEqual([200, 1]);
    expect((await publish([staff], { headers: { 'if-match': '"0"' } })).body.code).toBe('themes.stale');
    expect((await app.call('PUT', '/v1/themes', { as: 'crm', body: { themes: [] } })).status).toBe(403);
  });

  it.each([
    ['a theme without a name', { ...delivery, names: {} }],
    ['an id with capitals', { ...delivery, id: 'Delivery' }],
    ['words of no language', { ...delivery, words: { '1': ['a'] } }],
    ['a word of signs alone', { ...delivery, words: { en: ['--'] } }],
    ['more examples than twenty', { ...delivery, examples: Array.from({ length: 21 }, (_, at) => `Example ${at}.`) }],
  ])('are refused with %s', async (_, wrong) => {
    expect((await publish([wrong])).status).toBe(400);
  });

  it('are assigned by words when feedback is stored, in three languages', async () => {
    await publish([delivery, staff]);
    const [english, chinese, thai, none] = [
      await receive({ text: 'The courier was rude and so was your staff.' }),
      await receive({ text: '快遞還沒到' }),
      await receive({ text: 'ยังไม่ได้รับพัสดุเลย' }),
      await receive({ text: 'All is well.' }),
    ];
    const byWords = (one: string) => ({ theme: one, by: 'words', score: null });
    expect([english.themes, english.themesUnsure]).toEqual([[byWords('delivery'), byWords('staff')], false]);
    expect([idsOf(chinese), idsOf(thai), idsOf(none)]).toEqual([['delivery'], ['delivery'], []]);
    expect((await read(english.id)).themes).toEqual(english.themes);
    expect((await assigned(english.id)).map(({ data }) => data)).toMatchObject([
      { feedbackId: english.id, feedbackVersion: 1, themes: english.themes, unsure: false },
    ]);
    expect(await assigned(none.id)).toEqual([]);
  });

  it('filter the list of feedback, also page by page', async () => {
    const at = (minute: number) => `2026-02-01T10:0${minute}:00.000Z`;
    const list = async (query: string) => {
      const { body } = await app.call('GET', `/v1/feedback?from=2026-02-01&to=2026-02-02&${query}`, { as: 'handler' });
      return body as { items: { id: string }[]; next: string | null };
    };
    const parcels: string[] = [];
    for (const minute of [1, 2, 3]) {
      parcels.push((await receive({ text: 'Where is my parcel?', occurredAt: at(minute) })).id);
    }
    const waiter = await receive({ text: 'A kind waiter', occurredAt: at(4) });
    const page = await list('theme=delivery&limit=2');
    const rest = await list(`theme=delivery&limit=2&cursor=${page.next}`);
    expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual(parcels.toReversed());
    const both = await list('theme=delivery,staff');
    expect(both.items.map(({ id }) => id)).toEqual([waiter.id, ...parcels.toReversed()]);
    expect((await list('theme=nothing')).items).toEqual([]);
  });

  it('follow corrections: what is superseded has the themes of its new text', async () => {
    const { id } = await receive({ text: 'My parcel is lost.' });
    const corrected = await app.call('POST', `/v1/feedback/${id}/supersede`, { body: { text: 'A kind waiter.' } });
    expect([corrected.status, idsOf(corrected.body), idsOf(await read(id))]).toEqual([200, ['staff'], ['staff']]);
    const silent = await app.call('POST', `/v1/feedback/${id}/supersede`, { body: { text: 'Nice.' } });
    expect(idsOf(silent.body)).toEqual([]);
    expect(
      (await assigned(id)).map(({ data }) => [data.feedbackVersion, idsOf(data as Parameters<typeof idsOf>[0])]),
    ).toEqual([
      [1, ['delivery']],
      [2, ['staff']],
      [3, []],
    ]);
    const untouched = await receive({ text: 'No theme here.' });
    await app.call('POST', `/v1/feedback/${untouched.id}/retract`, { body: {} });
    expect(await assigned(untouched.id)).toEqual([]);
  });

  it('of a new list reach feedback that is in, and events say what changed', async () => {
    const [kept, changed] = [await receive({ text: 'The parcel.' }), await receive({ text: 'The pool is cold.' })];
    const pool = theme('pool', { en: ['pool'] });
    const { version } = (await publish([delivery, staff, pool])).body;
    await eventually(async () => expect(idsOf(await read(changed.id))).toEqual(['pool']), patient);
    expect(idsOf(await read(kept.id))).toEqual(['delivery']);
    expect((await assigned(changed.id)).map(({ data }) => data.version)).toEqual([version]);
    expect(await assigned(kept.id)).toHaveLength(1);
    await publish([staff, pool]);
    await eventually(async () => expect(idsOf(await read(kept.id))).toEqual([]), patient);
  });
});
