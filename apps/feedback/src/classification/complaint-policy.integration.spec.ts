import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningFeedback, runFeedback, someFeedback } from '../feedback.fixture.ts';
import { defaultPolicy } from './complaint-policy.ts';

let app: RunningFeedback;
beforeAll(async () => {
  app = await runFeedback();
}, 60_000);
afterAll(() => app?.stop());

const noTerms = { certain: [], suspected: [], harmless: [], negations: [] };
const policy = (method: string, options = {}) =>
  app.call(method, '/v1/complaint-policy', { as: 'manager', ...options });
const verdictOf = async (overrides: Record<string, unknown>) =>
  (await app.call('POST', '/v1/feedback', { body: someFeedback(overrides) })).body.complaint;

describe('the complaint policy', () => {
  it('is the default until managers set one, which applies from the next feedback on', async () => {
    const shipped = await policy('GET');
    expect([shipped.status, shipped.headers.get('etag'), shipped.body.version]).toEqual([200, '"0"', 0]);
    expect(await verdictOf({ answers: { nps: 4 } })).toEqual({ verdict: 'none', reasons: [] });
    const { version: _, ...body } = shipped.body;
    body.scores.push({ metric: 'nps', atMost: 5, verdict: 'suspected' });
    body.words.lexicons.fr = { certain: ['remboursez moi'], suspected: [], harmless: [], negations: [] };
    const set = await policy('PUT', { body, headers: { 'if-match': '"0"' } });
    expect([set.status, set.body.version]).toEqual([200, 1]);
    expect(await verdictOf({ answers: { nps: 4 } })).toEqual({ verdict: 'suspected', reasons: ['score:nps<=5'] });
    expect((await verdictOf({ text: 'Remboursez-moi !', language: 'fr' })).reasons).toEqual([
      'words:fr:remboursez moi',
    ]);
    expect((await policy('PUT', { body, headers: { 'if-match': '"0"' } })).status).toBe(412);
    expect((await policy('GET')).body.version).toBe(1);
  });

  it('is rejected with the pointer of each fault, and is forbidden for the CRM', async () => {
    const wrong = { ...defaultPolicy, scores: [{ metric: 'mood', atMost: 1, verdict: 'certain' }] };
    expect((await policy('PUT', { body: wrong })).body.errors[0].pointer).toBe('/scores/0/metric');
    expect((await policy('GET', { as: 'crm' })).status).toBe(403);
    expect((await policy('PUT', { as: 'analyst', body: defaultPolicy })).status).toBe(403);
  });

  it('is tried on the newest feedback before it is set, and changes nothing', async () => {
    await verdictOf({ text: 'The lamp is blue', language: 'en', answers: {} });
    const words = { ...defaultPolicy.words, lexicons: { en: { ...noTerms, certain: ['lamp'] } } };
    const body = { ...defaultPolicy, words };
    const tried = await app.call('POST', '/v1/complaint-policy/dry-run?limit=1', { as: 'analyst', body });
    expect(tried).toMatchObject({
      status: 200,
      body: { judged: 1, changed: 1, verdicts: [{ before: 'none', after: 'certain', count: 1 }] },
    });
    expect(tried.body.examples[0]).toMatchObject({ text: 'The lamp is blue', after: { reasons: ['words:en:lamp'] } });
    const wrong = await app.call('POST', '/v1/complaint-policy/dry-run', { as: 'manager', body: { kinds: {} } });
    expect(wrong.status).toBe(400);
    expect((await app.call('POST', '/v1/complaint-policy/dry-run', { as: 'crm', body })).status).toBe(403);
  });

  it.each([
    ['a word list of no language code', { words: { ...defaultPolicy.words, lexicons: { 'zh-HK': ['投訴'] } } }],
    ['a kind that is no single line', { kinds: { 'a\nb': 1 } }],
    ['a category that is no single line', { categories: { 'a\nb': 1 } }],
    ['a most by words for no single line', { words: { ...defaultPolicy.words, atMost: { 'a\nb': 1 } } }],
  ])('is rejected with %s', async (_, wrong) => {
    expect((await policy('PUT', { body: { ...defaultPolicy, ...wrong } })).status).toBe(400);
  });
});
