import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { quickPolicy, type RunningComplaints, runComplaints } from '../complaints.fixture.ts';

jest.setTimeout(60_000);

let service: RunningComplaints;
beforeAll(async () => {
  service = await runComplaints();
});
afterAll(() => service?.stop());

interface Line {
  readonly id: string;
  readonly number: string;
}
const list = async (query: string): Promise<Line[]> =>
  (await service.call('GET', `/v1/complaints?limit=500&${query}`)).body.items;
const found = async (q: string) => (await list(`q=${encodeURIComponent(q)}`)).map(({ id }) => id);
const post = (id: string, name: string, body: object = {}) =>
  service.call('POST', `/v1/complaints/${id}/${name}`, { body, as: 'handler' });

describe('a search', () => {
  let english: Line;
  let chinese: Line;
  let thai: Line;
  beforeAll(async () => {
    english = await service.open({ text: 'The kitchen taps are leaking since Monday; nobody CALLED back.' });
    chinese = await service.open({ text: '厨房漏水严重，没有人回电话。', language: 'zh' });
    thai = await service.open({ text: 'ก๊อกน้ำในครัวรั่วและไม่มีใครโทรกลับ', language: 'th' });
  });

  it.each(['leak', 'tap kitchens', 'calling', '"nobody called back"', 'kitch*', 'LEAKED monday -garage'])(
    'finds English words in any form: %s',
    async (q) => expect(await found(q)).toEqual([english.id]),
  );

  it.each(['"back called"', 'leak -tap', 'lea', 'garage'])('does not find %s', async (q) =>
    expect(await found(q)).toEqual([]),
  );

  it.each(['漏水', '水严', '重', '话', '厨房 电话'])('finds any part of a Chinese text: %s', async (q) =>
    expect(await found(q)).toEqual([chinese.id]),
  );

  it.each(['น้ำ', 'รั่ว', 'โทรกลับ', 'บ', 'ไม่มีใคร ครัว'])('finds any part of a Thai text: %s', async (q) =>
    expect(await found(q)).toEqual([thai.id]),
  );

  it.each([
    ['Le problème du café', ['problème', 'probleme', 'cafe', '"du cafe"']],
    ['Crème brûlée señor', ['creme', 'senor', 'SEÑOR']],
    ['Der Kühlschrank', ['Kühlschrank', 'Kuhlschrank', 'kuehlschrank']],
    ['Straße gesperrt', ['Straße', 'strasse', 'STRASSE']],
    ['Tủ lạnh hỏng', ['lạnh', 'lanh']],
    ['배송이 너무 늦어서', ['배송이', '배송', '배송*', '늦어']],
    ['ﾄﾞｱの修理', ['ドア', 'ﾄﾞｱ']],
  ])(
    'finds with and without accents, and Korean nouns without their particle: %s (case 14)',
    async (text, searches) => {
      const { id } = await service.open({ text });
      for (const q of searches) expect([q, await found(q)]).toEqual([q, [id]]);
    },
  );

  it('does not find n-grams that are not adjacent, nor across punctuation', async () => {
    expect(await found('漏严')).toEqual([]);
    expect(await found('重没')).toEqual([]);
  });

  it('finds what was written later, either way', async () => {
    await post(english.id, 'messages', {
      direction: 'in',
      channel: 'email',
      text: 'Now the ceiling is dripping as well.',
    });
    await post(english.id, 'messages', { direction: 'out', channel: 'line', text: 'ช่างจะมาพรุ่งนี้' });
    expect(await found('drips')).toEqual([english.id]);
    expect(await found('พรุ่งนี้')).toEqual([english.id]);
    expect(await found('leaking dripping')).toEqual([]);
  });

  it('finds a number, and the text of an answer', async () => {
    expect(await found(english.number.toLowerCase())).toEqual([english.id]);
    const answer = { outcome: 'upheld', reasons: ['defect'], channel: 'email' };
    await post(chinese.id, 'answer', { ...answer, text: '我们明天派水管工。' });
    await post(thai.id, 'reject', { reasons: ['warranty'], channel: 'email', text: 'The warranty expired.' });
    expect(await found('水管工')).toEqual([chinese.id]);
    expect(await found('expiring warranties')).toEqual([thai.id]);
  });

  it('goes together with every filter and order', async () => {
    const q = `q=${encodeURIComponent('厨房')}`;
    expect(await list(`${q}&language=zh&status=answered&sort=severity`)).toMatchObject([{ id: chinese.id }]);
    expect(await list(`${q}&language=th`)).toEqual([]);
    expect(await list(`${q}&sort=due`)).toMatchObject([{ id: chinese.id }]);
  });

  it.each(['-keys', '"', '!'])('without a word to look for is refused: %s', async (q) => {
    const { status, body } = await service.call('GET', `/v1/complaints?q=${encodeURIComponent(q)}`);
    expect([status, body.errors[0].pointer]).toEqual([400, '/query/q']);
  });
});

describe('a list', () => {
  const members = [{ id: 'anna', name: 'Anna', role: 'handler' }];
  beforeAll(async () => {
    await service.call('PUT', '/v1/teams/stores', { body: { name: 'Stores', members, assignment: 'queue' } });
    await service.call('PUT', '/v1/routing-rules', {
      body: { rules: [{ id: 'stores', when: { channel: 'shop' }, team: 'stores' }], fallbackTeam: 'customer-care' },
    });
  });

  it('filters by every field of a complaint, by any of several values', async () => {
    const facts = {
      customer: 'crm, inc',
      category: 'noise',
      touchpoint: 'lobby',
      product: 'lift',
      location: 'tower-9',
      channel: 'shop',
      language: 'zh-Hant',
    };
    const one = await service.open({ ...facts, severity: 'low', text: 'Loud.' });
    const other = await service.open({ customer: 'crm-legal', channel: 'chat', text: 'My lawyer will sue you.' });
    const ids = async (query: string) => (await list(query)).map(({ id }) => id);
    for (const query of [
      'customer=crm%5C%2C%20inc',
      'customer=nobody,crm%5C%2C%20inc',
      'touchpoint=roof,lobby',
      'product=stairs, lift',
      'category=noise',
      'touchpoint=lobby&touchpoint=roof',
      'product=lift&product=stairs',
      'location=tower-9',
      'channel=shop',
      'language=zh&customer=crm%5C%2C%20inc',
      'language=ZH-hant',
      'team=stores',
      'severity=low',
      `number=${one.number.toLowerCase()}`,
      'unassigned=true&team=stores',
    ])
      expect([query, await ids(query)]).toEqual([query, [one.id]]);
    expect(await ids('channel=shop&channel=chat')).toEqual([other.id, one.id]);
    for (const query of ['flag=legal', 'level=3', 'level=1,3', 'escalated=true'])
      expect([query, await ids(query)]).toEqual([query, [other.id]]);
    expect(await ids('flag=safety')).toEqual([]);
    expect(await ids('level=1')).toEqual([]);
    expect((await post(one.id, 'assign', { assignee: 'anna' })).status).toBe(200);
    expect(await ids('unassigned=true&team=stores')).toEqual([]);
    expect(await ids('assignee=anna&unassigned=false')).toEqual([one.id]);
  });

  it('is stable in each order while complaints are added', async () => {
    await service.call('PUT', '/v1/response-policy', { body: quickPolicy(3600), as: 'ops' });
    for (const severity of ['low', 'critical', 'normal', 'high', 'critical', 'low'])
      await service.open({ category: 'paged', severity });
    for (const sort of ['opened', 'due', 'severity']) {
      const seen: Line[] = [];
      for (let next = ''; next !== 'null'; ) {
        const { body } = await service.call('GET', `/v1/complaints?category=paged&sort=${sort}&limit=2${next}`);
        seen.push(...body.items);
        next = body.next === null ? 'null' : `&cursor=${body.next}`;
        await service.open({ category: 'paged', severity: 'critical', channel: `late-${sort}` });
      }
      const ids = seen.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const whole = (await list(`category=paged&sort=${sort}`)).map(({ id }) => id);
      expect(whole.filter((id) => ids.includes(id))).toEqual(ids);
      expect(seen.length).toBeGreaterThanOrEqual(6);
    }
  });

  it('by severity has the most severe first, by deadline the next deadline', async () => {
    const bySeverity = (await list('category=paged&sort=severity')) as unknown as { severity: string }[];
    const ranks = bySeverity.map(({ severity }) => ['critical', 'high', 'normal', 'low'].indexOf(severity));
    expect(ranks).toEqual([...ranks].sort());
    const byDeadline = (await list('sort=due')) as unknown as { dueAt: string }[];
    const deadlines = byDeadline.map(({ dueAt }) => dueAt);
    expect(deadlines).toEqual([...deadlines].sort());
    expect(new Set((await list('sort=due')).map(({ id }) => id)).size).toBe(deadlines.length);
    const [first] = deadlines;
    for (const order of ['opened', 'due']) expect(await list(`dueBefore=${first}&sort=${order}`)).toEqual([]);
    expect((await list(`dueBefore=2100-01-01T00:00:00Z`)).length).toBe(deadlines.length);
  });

  it('knows what is overdue', async () => {
    await service.call('PUT', '/v1/response-policy', { body: quickPolicy(0.5), as: 'ops' });
    const { id } = await service.open({ customer: 'crm-late' });
    await eventually(async () => expect(await list('customer=crm-late&overdue=true')).toMatchObject([{ id }]));
    expect(await list('customer=crm-late&overdue=true&sort=due')).toMatchObject([{ id, overdue: true }]);
    for (const order of ['opened', 'due'])
      expect(await list(`customer=crm-late&overdue=false&sort=${order}`)).toEqual([]);
  });

  it.each([
    'sort=age',
    'level=0',
    'level=1,x',
    'unassigned=1',
    'dueBefore=soon',
    'number=',
    'sort=severity&cursor=WyJ4Il0',
  ])('refuses ?%s', async (query) => expect((await service.call('GET', `/v1/complaints?${query}`)).status).toBe(400));
});
