import { mkdirSync } from 'node:fs';
import { expectStatus } from '@harken/simulator';
import { findChromium } from '@harken/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { handoverSurvey } from '../../apps/feedback/src/answering/survey.builder.ts';
import { type System, startSystem } from '../harness/system.ts';
import { accessibilityFaults, layoutFaults, smallTargets, wordsOf } from './page-checks.ts';

const screenshots = new URL('../../.harken/test/browser/', import.meta.url).pathname;
const phone = { width: 390, height: 844 };
// The company has a name without letters, so that Latin letters on a page are English left over.
const company = '恒居地產';
const languages = ['en', 'zh-Hans', 'zh-Hant', 'th'] as const;

describe('the page of a survey in a browser', () => {
  let system: System;
  let browser: Browser;
  /** Where an open link leads; the answers of its customers stay without a name. */
  let link: string;

  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    system = await startSystem({ env: { COMPANY_NAME: company, COMPANY_COLOUR: '#7a1f5c' } });
    const manager = system.api('feedback', 'manager');
    const trigger = { kind: 'list', customers: ['crm-1'] };
    expectStatus(await manager.put('/v1/programmes/handover', { ...handoverSurvey, name: 'Handover', trigger }), 200);
    expectStatus(await manager.post('/v1/programmes/handover/start', {}), 200);
    const body = { programme: 'handover', touchpoint: 'lobby' };
    const made = await manager.put<{ url: string }>('/v1/open-links/lobby', body);
    link = new URL(new URL(expectStatus(made, 201).url).pathname, system.serviceUrl('feedback')).href;
    const executablePath = findChromium();
    if (executablePath === undefined) throw new Error('There is no Chromium: apt-get install -y chromium.');
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  }, 60_000);

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: phone, deviceScaleFactor: 2, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return page;
  }

  const next = (page: Page) => page.locator('button[value=next], button[value=send]').click();
  const choose = (page: Page, name: string, value: string) =>
    page.locator(`label:has(input[name="${name}"][value="${value}"])`).click();

  /** Every page from the first to the thanks; `look` sees each of them. */
  async function answer(page: Page, language: string, look: (name: string) => Promise<void>): Promise<void> {
    await page.goto(`${link}?language=${language}`);
    await look('1-first');
    await next(page);
    await look('2-faults');
    await choose(page, 'a.recommend', '3');
    await next(page);
    await look('3-second');
    await page.fill('textarea', 'The door does not close. 門關不上。 ประตูปิดไม่ได้');
    await choose(page, 'a.satisfaction', '2');
    await choose(page, 'a.effort', '7');
    await page.fill('input[name="a.cleanliness"]', '140');
    await next(page);
    await look('4-wrong');
    await page.fill('input[name="a.cleanliness"]', '40');
    await next(page);
    await look('5-last');
    await choose(page, 'a.defects', 'doors');
    await choose(page, 'a.service.experience', '10');
    await next(page);
    await look('6-thanks');
  }

  it.each(languages)(
    'has no fault in %s on a phone: axe, overflow, small targets, words of another language',
    async (language) => {
      const page = await open();
      const faults: string[] = [];
      const headings: string[] = [];
      await answer(page, language, async (name) => {
        await page.screenshot({ path: `${screenshots}${language}-${name}.png`, fullPage: true });
        const said = (await wordsOf(page)).replaceAll('The door does not close.', '');
        const foreign = language === 'en' ? said.match(/[\u0e00-\u0e7f\u4e00-\u9fff]+/g) : said.match(/[A-Za-z]{2,}/g);
        const own = (foreign ?? []).filter((word) => !company.includes(word) && !'門關不上ประตูปิดไม่ได้'.includes(word));
        const found = [
          ...(await accessibilityFaults(page)),
          ...(await layoutFaults(page)),
          ...(await smallTargets(page)),
          ...own.map((word) => `not translated: ${word}`),
        ];
        faults.push(...found.map((fault) => `${name}: ${fault}`));
        headings.push((await page.textContent('h1')) ?? '');
      });
      expect(faults).toEqual([]);
      expect(headings.at(0)).toBe(handoverSurvey.title?.[language]);
      expect(await page.textContent('main')).toContain(handoverSurvey.thanks?.[language]);
      await page.context().close();
    },
    120_000,
  );

  it('is answered by keyboard alone, without scripts, and what has the focus can be seen', async () => {
    const page = await open({ javaScriptEnabled: false });
    await page.goto(`${link}?language=en`);
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const focused = () =>
      page.evaluate<{ name: string; value: string; outline: string }>(`(() => {
        const at = document.activeElement;
        const seen = at.type === 'radio' && at.nextElementSibling && at.parentElement.className === 'point' ? at.nextElementSibling : at;
        return { name: at.name ?? '', value: at.value ?? '', outline: getComputedStyle(seen).outlineStyle };
      })()`);
    const tabTo = async (name: string, value?: string) => {
      for (let tries = 0; tries < 30; tries += 1) {
        await press('Tab');
        const at = await focused();
        expect(at.outline).toBe('solid');
        if (at.name === name && (value === undefined || at.value === value)) return;
      }
      throw new Error(`Tab never comes to ${name}`);
    };
    await tabTo('a.recommend');
    await press('Space', 'ArrowRight', 'ArrowRight');
    await tabTo('step', 'next');
    await press('Enter');
    await page.waitForSelector('textarea');
    await tabTo('a.why');
    await page.keyboard.type('Nobody called back.');
    await tabTo('step', 'next');
    await press('Enter');
    await page.waitForSelector('input[name="a.defects"]');
    await tabTo('step', 'send');
    await press('Enter');
    await page.waitForSelector('h1:has-text("Thank you")');
    const page1 = await system
      .api('feedback', 'handler')
      .get<{ items: { text: string; answers: { nps: number } }[] }>('/v1/feedback?limit=1');
    expect(expectStatus(page1, 200).items).toMatchObject([{ text: 'Nobody called back.', answers: { nps: 2 } }]);
    await page.context().close();
  }, 60_000);

  it('keeps answers when the reader leaves and comes back', async () => {
    const page = await open();
    await page.goto(`${link}?language=th`);
    await choose(page, 'a.recommend', '9');
    await next(page);
    const own = page.url().split('?')[0] ?? '';
    await page.goto('about:blank');
    await page.goto(own);
    expect(await page.textContent('form')).toContain('คุณพอใจกับการส่งมอบบ้าน');
    await page.locator('button[value=back]').click();
    expect(await page.isChecked('input[name="a.recommend"][value="9"]')).toBe(true);
    await page.context().close();
  }, 60_000);

  it('reports nothing against its own policy, and no other page can frame it', async () => {
    const page = await open();
    const reported: string[] = [];
    page.on('console', (message) => reported.push(message.text()));
    page.on('pageerror', (error) => reported.push(String(error)));
    await page.goto(link);
    expect(await page.evaluate<string>(`getComputedStyle(document.querySelector('button')).backgroundColor`)).toBe(
      'rgb(122, 31, 92)',
    );
    expect(reported).toEqual([]);
    await page.setContent(`<iframe src="${link}"></iframe>`);
    await page.waitForTimeout(1_000);
    const frame = page.frames().at(-1);
    expect(await frame?.locator('form').count()).toBe(0);
    await page.context().close();
  }, 60_000);

  it('says in each language when a link is not valid', async () => {
    const page = await open({ locale: 'zh-TW' });
    await page.goto(`${link}x`);
    expect(await page.textContent('h1')).toBe('連結無效');
    expect([...(await accessibilityFaults(page)), ...(await layoutFaults(page))]).toEqual([]);
    await page.context().close();
  }, 60_000);
});
