import { expectStatus, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seedCompany } from '../harness/seed-company.ts';
import { type System, startSystem } from '../harness/system.ts';

const survey = {
  name: 'After the handover',
  quarantine: 'PT0S',
  questions: [
    {
      id: 'recommend',
      kind: 'nps',
      required: true,
      text: { en: 'Would you recommend us?', th: 'คุณจะแนะนำเราไหม', 'zh-Hant': '您會推薦我們嗎？' },
    },
    {
      id: 'why',
      kind: 'text',
      showIf: { question: 'recommend', op: 'le', value: 6 },
      text: { en: 'Why?', th: 'ทำไม', 'zh-Hant': '為什麼？' },
    },
  ],
};

describe('a survey that is answered on its page', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ only: ['feedback', 'complaints', 'analytics'] });
    await seedCompany(system);
  }, 240_000);
  afterAll(() => system?.stop(), 60_000);

  const programme = async (id: string, customers: readonly string[]) => {
    const manager = system.api('feedback', 'manager');
    const body = { ...survey, trigger: { kind: 'list', customers } };
    expectStatus(await manager.put(`/v1/programmes/${id}`, body), 200);
    expectStatus(await manager.post(`/v1/programmes/${id}/start`, {}), 200);
  };
  /** Sends a page as a browser does; gives the address of the next one. */
  const send = async (address: string, fields: Readonly<Record<string, string>>): Promise<string> => {
    const reply = await fetch(address, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
    expect(reply.status).toBe(303);
    return new URL(reply.headers.get('location') ?? '', address).href;
  };
  const page = async (address: string) => (await fetch(address)).text();
  const here = (link: string) => new URL(new URL(link).pathname, system.serviceUrl('feedback')).href;

  it('opens the complaint of an invited customer, in their language, and uses the link up', async () => {
    const crm = system.api('feedback', 'crm');
    expectStatus(await crm.put('/v1/customers/crm-7', { language: 'zh-TW' }), 201);
    await programme('handover', ['crm-7']);
    const link = await eventually(async () => {
      const { items } = expectStatus(await crm.get<Page<{ link: string }>>('/v1/programmes/handover/invitations'), 200);
      expect(items).toHaveLength(1);
      return here(items[0]?.link ?? '');
    });
    expect(await page(link)).toContain('您會推薦我們嗎？');
    const second = await send(link, { shown: 'recommend', 'a.recommend': '1', step: 'next' });
    expect(await page(second)).toContain('為什麼？');
    await send(link, { shown: 'why', 'a.why': '門關不上，打了三次電話都沒有人處理，我要投訴。', step: 'send' });
    expect(await page(link)).toContain('謝謝您');
    await eventually(async () => {
      const complaints = await system
        .api('complaints', 'handler')
        .get<Page<{ text: string; language: string }>>('/v1/complaints?customer=crm-7');
      expect(expectStatus(complaints, 200).items).toMatchObject([{ language: 'zh-Hant' }]);
    });
  });

  it('counts what people without a name say by an open link, each of them once', async () => {
    await programme('walk-in', ['nobody']);
    const manager = system.api('feedback', 'manager');
    const made = await manager.put<{ url: string }>('/v1/open-links/lobby', {
      programme: 'walk-in',
      touchpoint: 'lobby',
    });
    const link = here(expectStatus(made, 201).url);
    for (const score of ['9', '10', '3']) {
      const next = await send(link, { shown: 'recommend', 'a.recommend': score, step: 'next', language: 'th' });
      const own = next.split('?')[0] ?? '';
      await send(own, score === '3' ? { shown: 'why', 'a.why': '', step: 'send' } : { step: 'send' });
      expect(await page(own)).toContain('ขอบคุณ');
    }
    await eventually(async () => {
      const scores = await system
        .api('analytics', 'analyst')
        .get<Page<{ n: number; value: number }>>('/v1/scores?metric=nps&touchpoint=lobby');
      expect(expectStatus(scores, 200).items).toMatchObject([{ n: 3, value: (100 * (2 - 1)) / 3 }]);
    });
  });
});
