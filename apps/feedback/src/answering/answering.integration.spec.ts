import { FeedbackReceived } from '@harken/contracts';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningFeedback, runFeedback } from '../feedback.fixture.ts';
import { handoverSurvey } from './survey.builder.ts';

let app: RunningFeedback;
beforeAll(async () => {
  app = await runFeedback();
}, 60_000);
afterAll(() => app?.stop());

const query = <Row = unknown>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  app.service.dataSource.query(sql, values);

let counter = 0;
async function givenProgramme({ trigger = { kind: 'list', customers: ['nobody-else'] } as object, start = true } = {}) {
  counter += 1;
  const id = `handover-${counter}`;
  const body = { ...handoverSurvey, name: 'Handover', trigger, quarantine: 'PT0S' };
  expect((await app.call('PUT', `/v1/programmes/${id}`, { body, as: 'manager' })).status).toBe(200);
  if (start) expect((await command(id, 'start')).status).toBe(200);
  return id;
}

const command = (id: string, name: string) =>
  app.call('POST', `/v1/programmes/${id}/${name}`, { body: {}, as: 'manager' });

/** An invitation of a customer of its own, and the path of its link. */
async function givenInvitation({ language = 'en' } = {}) {
  const customer = `answers-${counter}`;
  await app.call('PUT', `/v1/customers/${customer}`, { body: { language } });
  const programme = await givenProgramme({ trigger: { kind: 'list', customers: [customer] } });
  const invitation = await eventually(async () => {
    const { body } = await app.call('GET', `/v1/programmes/${programme}/invitations`);
    if (body.items.length === 0) throw new Error('nobody is invited yet');
    return body.items[0] as { id: string; link: string };
  });
  const path = new URL(invitation.link).pathname;
  return { path, token: path.split('/')[2] ?? '', id: invitation.id, customer, programme };
}

const statusOf = async (id: string) =>
  (await query<{ status: string }>('SELECT status FROM invitations WHERE id = $1', [id]))[0]?.status;

const show = (path: string, headers: Record<string, string> = {}) =>
  fetch(app.service.url + path, { headers }).then(async (reply) => ({
    status: reply.status,
    headers: reply.headers,
    text: await reply.text(),
  }));

type Fields = Readonly<Record<string, string | readonly string[]>>;
async function send(path: string, fields: Fields) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
  const reply = await fetch(app.service.url + path, { method: 'POST', body, redirect: 'manual' });
  const text = await reply.text();
  const location = reply.headers.get('location');
  const to = location === null ? undefined : new URL(location, app.service.url + path);
  return { status: reply.status, text, next: to && to.pathname + to.search, path: to?.pathname };
}

const first = (recommend: number | string) => ({ shown: 'recommend', 'a.recommend': String(recommend), step: 'next' });
const last = {
  shown: ['defects', 'service'],
  'a.defects': ['water', 'doors'],
  'a.service.experience': '3',
  step: 'send',
};

describe('an invitation', () => {
  it('is answered page by page and becomes feedback of its customer, once', async () => {
    const { path, id, customer, programme } = await givenInvitation();
    const one = await send(path, first(3));
    expect(one).toMatchObject({ status: 303, next: `${path}?at=why` });
    expect(await statusOf(id)).toBe('started');
    const two = await send(path, {
      shown: ['why', 'satisfaction', 'effort', 'cleanliness', 'reason'],
      'a.why': 'The door does not close.',
      'a.satisfaction': '2',
      'a.cleanliness': '40',
      'a.reason': 'price',
      step: 'next',
    });
    expect(two).toMatchObject({ status: 303, next: `${path}?at=defects` });
    expect(await send(path, last)).toMatchObject({ status: 303, next: path });
    expect(await statusOf(id)).toBe('answered');

    const { body } = await app.call('GET', `/v1/feedback?customer=${customer}`, { as: 'handler' });
    expect(body.items).toMatchObject([
      {
        customer,
        method: 'survey',
        programme,
        text: 'The door does not close.',
        language: 'en',
        answers: {
          nps: 3,
          csat: 2,
          ces: null,
          ratings: [{ name: 'cleanliness', value: 40, min: 0, max: 100 }],
          factors: [{ factor: 'service', experience: 3 }],
        },
        complaint: { verdict: 'certain' },
      },
    ]);
    const events = await app.published('harken.feedback.invitation-answered.v1');
    expect(events.filter(({ key }) => key === id)).toHaveLength(1);

    const again = await show(path);
    expect(again).toMatchObject({ status: 200, text: expect.stringContaining('You help us to do better.') });
    expect((await send(path, last)).text).toContain('Thank you');
    expect((await app.call('GET', `/v1/feedback?customer=${customer}`, { as: 'handler' })).body.items).toHaveLength(1);
  });

  it('is not touched by reading, however often: link scanners do no harm', async () => {
    const { path, id } = await givenInvitation();
    const before = await query('SELECT * FROM invitations WHERE id = $1', [id]);
    for (const query of ['', '?language=th', '?at=defects', '?at=x&language=%00'.slice(0, 5)]) await show(path + query);
    await fetch(app.service.url + path, { method: 'HEAD' });
    expect(await query('SELECT * FROM invitations WHERE id = $1', [id])).toEqual(before);
    expect(await query('SELECT id FROM survey_responses WHERE invitation_id = $1', [id])).toEqual([]);
  });

  it('is opened by a page that was sent without an answer, and started by the first answer', async () => {
    const { path, id } = await givenInvitation();
    expect((await send(path, first(''))).status).toBe(400);
    expect(await statusOf(id)).toBe('opened');
    await send(path, first(9));
    expect(await statusOf(id)).toBe('started');
  });

  it('goes on where it was left, with what was kept', async () => {
    const { path } = await givenInvitation({ language: 'zh-Hant' });
    await send(path, first(8));
    const page = await show(path);
    expect(page.text).toContain('您對交屋的滿意度如何？');
    const back = await send(path, { shown: ['satisfaction', 'effort'], 'a.effort': '6', step: 'back' });
    expect(back.next).toBe(`${path}?at=recommend`);
    expect((await show(`${path}?at=recommend`)).text).toContain('value="8" checked');
    expect((await show(`${path}?at=effort`)).text).toContain('name="a.effort" value="6" checked');
  });

  it('says what is wrong and keeps the rest of the page', async () => {
    const { path } = await givenInvitation();
    await send(path, first(9));
    const wrong = await send(path, {
      shown: ['satisfaction', 'cleanliness'],
      'a.satisfaction': '4',
      'a.cleanliness': 'very',
      step: 'next',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('Please enter a number.');
    expect((await show(`${path}?at=satisfaction`)).text).toContain('name="a.satisfaction" value="4" checked');
  });

  it('does not submit without the required answers, wherever the form comes from', async () => {
    const { path, customer } = await givenInvitation();
    const early = await send(path, last);
    expect(early.status).toBe(400);
    expect(early.text).toContain('This question needs an answer.');
    expect((await app.call('GET', `/v1/feedback?customer=${customer}`, { as: 'handler' })).body.items).toEqual([]);
  });

  it('is answered once by two that send at the same time', async () => {
    const { path, customer } = await givenInvitation();
    await send(path, first(9));
    const replies = await Promise.all([send(path, last), send(path, last), send(path, last)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 303]);
    expect((await app.call('GET', `/v1/feedback?customer=${customer}`, { as: 'handler' })).body.items).toHaveLength(1);
  });

  it('rates how a complaint was handled, if it asks for that', async () => {
    const complaintId = '01926f3a-7c1e-7b54-9d0e-000000000003';
    const { path, id } = await givenInvitation();
    await query('UPDATE invitations SET complaint_id = $2 WHERE id = $1', [id, complaintId]);
    await send(path, first(9));
    await send(path, last);
    const rated = await app.published('harken.feedback.handling-rated.v1');
    expect(rated.at(-1)?.data).toMatchObject({ complaintId, rating: { nps: 9 } });
  });

  it('can be answered until it expires, also when its programme has ended', async () => {
    const { path, id, programme } = await givenInvitation({ language: 'th' });
    await command(programme, 'end');
    expect(await send(path, first(9))).toMatchObject({ status: 303 });
    await query("UPDATE invitations SET invited_at = now() - interval '9 days', expires_at = now() WHERE id = $1", [
      id,
    ]);
    expect(await show(path)).toMatchObject({ status: 410, text: expect.stringContaining('ลิงก์หมดอายุแล้ว') });
    expect(await send(path, last)).toMatchObject({ status: 410 });
  });
});

describe('a link that was never given out', () => {
  it.each(['x', 'a'.repeat(22), 'b'.repeat(43), 'c'.repeat(48), '..%2f..', '%E0%B8%81', '9'.repeat(300)])(
    'is not found: %s',
    async (token) => {
      const page = await show(`/answer/${token}`, { 'accept-language': 'zh-CN,en;q=0.5' });
      expect(page).toMatchObject({ status: 404, text: expect.stringContaining('链接无效') });
      expect(await send(`/answer/${token}`, first(9))).toMatchObject({ status: 404 });
    },
  );

  it('is not found if a single character of a real one is changed', async () => {
    const { token } = await givenInvitation();
    const changed = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    expect((await show(`/answer/${changed}`)).status).toBe(404);
  });
});

describe('every page', () => {
  it('runs no script, loads nothing, cannot be framed, is not kept by caches, and tells nobody its address', async () => {
    const { path } = await givenInvitation();
    const { headers, text } = await show(path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy.split(';')).toEqual([
      "default-src 'none'",
      expect.stringMatching(/^style-src 'sha256-[\w+/]{43}='$/),
      'img-src data:',
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ]);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(text).not.toMatch(/<script|javascript:| on\w+=/);
  });

  it('shows what was typed as text only', async () => {
    const { path } = await givenInvitation();
    await send(path, first(2));
    await send(path, { shown: 'why', 'a.why': '</textarea><script>alert(1)</script>\u0000\r\n=1+1', step: 'next' });
    const { text } = await show(`${path}?at=why`);
    expect(text).toContain('&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;\n=1+1</textarea>');
  });

  it('takes forms only, and the API takes none', async () => {
    const { path } = await givenInvitation();
    const json = await app.call('POST', path, { body: { step: 'send' } });
    expect(json).toMatchObject({ status: 415, body: { code: 'body.unsupported-media-type' } });
    const form = await app.call('POST', '/v1/feedback', { body: 'a=1', type: 'application/x-www-form-urlencoded' });
    expect(form).toMatchObject({ status: 415, body: { code: 'body.unsupported-media-type' } });
  });

  it('takes strange forms without a fault of ours', async () => {
    const { path } = await givenInvitation();
    const strange: Fields[] = [
      {},
      { step: 'send' },
      { step: ['back', 'send'], shown: [] },
      { shown: ['__proto__', 'constructor'], 'a.__proto__': 'x' },
      { shown: 'recommend', 'a.recommend': ['1', '2'], language: 'xx-!!' },
      { shown: 'recommend', 'a.recommend': '9'.repeat(400) },
      { shown: 'service', 'a.service.experience': 'NaN', 'a.service.constructor': '1' },
      { shown: 'defects', 'a.defects': ['water', 'water', 'fire'] },
    ];
    for (const fields of strange) expect((await send(path, fields)).status).toBeLessThan(500);
  });
});

describe('an open link', () => {
  const put = (id: string, body: Record<string, unknown>, headers = {}) =>
    app.call('PUT', `/v1/open-links/${id}`, { body, as: 'manager', headers });

  it('has an address that never changes, also as a QR code', async () => {
    const programme = await givenProgramme();
    const made = await put('poster', { programme, touchpoint: 'lobby' });
    expect(made).toMatchObject({ status: 201, body: { id: 'poster', version: 1, active: true, touchpoint: 'lobby' } });
    expect(made.body.url).toMatch(/^http:\/\/localhost:7101\/answer\/[\w-]{22}$/);
    const changed = await put('poster', { ...made.body, channel: 'poster' }, { 'if-match': '"1"' });
    expect(changed).toMatchObject({ status: 200, body: { version: 2, url: made.body.url, channel: 'poster' } });
    expect((await put('poster', { programme }, { 'if-match': '"1"' })).body.code).toBe('open-link.stale');
    expect((await put('other', { programme: 'none' })).body.code).toBe('open-link.programme-unknown');
    expect((await app.call('GET', '/v1/open-links/none', { as: 'analyst' })).body.code).toBe('open-link.not-found');
    const list = await app.call('GET', `/v1/open-links?programme=${programme}`, { as: 'analyst' });
    expect(list.body.items).toMatchObject([{ id: 'poster' }]);
    const picture = await app.call('GET', '/v1/open-links/poster/qr.svg', { as: 'analyst' });
    expect(picture.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(picture.body).toMatch(/^<svg /);
  });

  it('gives everybody who begins a link of their own, and their feedback names nobody', async () => {
    const programme = await givenProgramme();
    const { body } = await put('lobby', { programme, touchpoint: 'lobby', location: 'tower-2' });
    const path = new URL(body.url).pathname;
    expect((await show(path, { 'accept-language': 'th' })).text).toContain('<html lang="th">');
    const anna = await send(path, { ...first(9), language: 'th' });
    const boris = await send(path, first(2));
    expect(anna.path).toMatch(/^\/answer\/[\w-]{43}$/);
    expect(anna.path).not.toBe(boris.path);
    expect((await show(anna.path ?? '')).text).toContain('<html lang="th">');
    expect(await send(anna.path ?? '', last)).toMatchObject({ status: 303 });
    expect((await show(anna.path ?? '')).text).toContain('ขอบคุณ');
    expect((await show(path)).text).toContain('name="a.recommend"');
    const events = (await app.published(FeedbackReceived.type)).filter(({ data }) => data.programme === programme);
    expect(events.map(({ data }) => data)).toMatchObject([
      { customer: null, touchpoint: 'lobby', location: 'tower-2', answers: { nps: 9 }, voice: 'customer' },
    ]);
    expect(JSON.stringify(events)).not.toContain(anna.path?.split('/')[2]);
  });

  it('is closed when it is not active, or its programme does not run; who has begun can finish', async () => {
    const programme = await givenProgramme();
    const { body } = await put('shut', { programme, active: false });
    expect((await show(new URL(body.url).pathname)).status).toBe(410);
    for (const status of ['draft', 'pause', 'end']) {
      const other = await givenProgramme({ start: status !== 'draft' });
      const path = new URL((await put(`of-${status}`, { programme: other })).body.url).pathname;
      const begun = status === 'draft' ? undefined : (await send(path, first(9))).path;
      if (status !== 'draft') await command(other, status);
      expect(await send(path, first(9))).toMatchObject({ status: 410 });
      expect(await show(path)).toMatchObject({ text: expect.stringContaining('This survey is closed') });
      if (begun) expect(await send(begun, last)).toMatchObject({ status: 303 });
    }
  });

  it('forgets answers that were never sent, when their time is over', async () => {
    const { body } = await put('forgets', { programme: await givenProgramme() });
    await send(new URL(body.url).pathname, first(9));
    const unsent = "SELECT id FROM survey_responses WHERE open_link = 'forgets'";
    expect(await query(unsent)).toHaveLength(1);
    await query("UPDATE survey_responses SET expires_at = now() WHERE open_link = 'forgets'");
    const { forgetUnsentAnswers } = await import('./forget-unsent-answers.worker.ts');
    const worker = forgetUnsentAnswers({ dataSource: app.service.dataSource, logger: console as never });
    worker.start();
    for (let wait = 0; wait < 50 && (await query(unsent)).length > 0; wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    await worker.stop();
    expect(await query(unsent)).toEqual([]);
  });
});
