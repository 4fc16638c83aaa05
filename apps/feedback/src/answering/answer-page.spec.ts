import { describe, expect, it } from '@jest/globals';
import { type Company, noticeHtml, type QuestionsPage, questionsHtml } from './answer-page.ts';
import { pageLanguages, pageTextsIn } from './page-languages.ts';
import type { PageTexts } from './page-texts.ts';
import { handoverSurvey as survey } from './survey.builder.ts';
import { pageAt } from './survey-pages.ts';

const company: Company = { name: 'Acme & Söhne', logoUrl: undefined, style: 'p{}', timeZone: 'Asia/Bangkok' };
const shown = (more: Partial<QuestionsPage> = {}): QuestionsPage => ({
  survey,
  language: 'en',
  page: pageAt(survey, {}, undefined),
  answers: {},
  faults: [],
  until: new Date('2026-03-17T20:00:00Z'),
  at: undefined,
  ...more,
});

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Object.values(value as object).flatMap(textsOf);
}

describe('the page of a survey', () => {
  it('is in the language of the survey and links to the others', () => {
    const page = questionsHtml(shown({ language: 'th' }), company);
    expect(page).toContain('<html lang="th">');
    expect(page).toContain('คุณมีแนวโน้มจะแนะนำเรา');
    expect(page).toContain('<a href="?language=zh-Hant" lang="zh-Hant" hreflang="zh-Hant">繁體中文</a>');
  });

  it('says until when the link works, as the day of the company', () => {
    expect(questionsHtml(shown(), company)).toContain('March 18, 2026');
    expect(questionsHtml(shown({ language: 'th' }), company)).toContain('18 มีนาคม 2569');
  });

  it('escapes what companies and customers write', () => {
    const text = '</textarea><script>alert(1)</script>';
    const question = { id: '"><img src=x>', kind: 'text', text: { en: '<b>Why</b>?' } } as const;
    const own = { title: { en: '<i>' }, questions: [question] };
    const page = questionsHtml(
      shown({ survey: own, page: pageAt(own, {}, undefined), answers: { [question.id]: text } }),
      company,
    );
    expect(page).not.toMatch(/<script|<b>Why|<img|<i>/);
    expect(page).toContain('&lt;/textarea&gt;&lt;script&gt;');
    expect(page).toContain('Acme &amp; Söhne');
  });

  it('shows what was answered before', () => {
    const page = questionsHtml(shown({ answers: { recommend: 7 } }), company);
    expect(page).toContain('name="a.recommend" value="7" checked');
    expect(page.match(/ checked/g)).toHaveLength(1);
  });

  it('names each fault at its question and in a summary that leads there', () => {
    const faults = [{ pointer: '/answers/recommend', code: 'required', detail: 'must be answered' }];
    const page = questionsHtml(shown({ faults }), company);
    expect(page).toContain('<title>Please check your answers: Your new home');
    expect(page).toMatch(/<a href="#q0">How likely.*This question needs an answer\.<\/a>/s);
    expect(page).toContain('aria-describedby="q0-hint q0-fault"');
  });

  it('marks its own words where the survey is in a language that it does not know', () => {
    const own = { questions: [{ id: 'a', kind: 'csat', text: { ms: 'Adakah anda berpuas hati?' } } as const] };
    const page = questionsHtml(shown({ survey: own, language: 'ms', page: pageAt(own, {}, undefined) }), company);
    expect(page).toContain('<html lang="ms">');
    expect(page).toContain('<span lang="en">Send answers</span>');
  });

  it('thanks in the words of the survey', () => {
    expect(noticeHtml('thanks', 'zh-Hant', company, survey)).toContain('您的意見幫助我們做得更好。');
  });
});

describe('what the pages say', () => {
  it.each(pageLanguages)('has the same gaps in %s as in English', (language) => {
    const gaps = (texts: PageTexts) => textsOf(texts).map((text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort());
    expect(gaps(pageTextsIn(language).texts)).toEqual(gaps(pageTextsIn('en').texts));
  });

  it.each(pageLanguages.filter((language) => language !== 'en'))('has no English left in %s', (language) => {
    expect(
      textsOf(pageTextsIn(language).texts).filter((text) => /[a-z]{2}/i.test(text.replace(/\{\w+\}/g, ''))),
    ).toEqual([]);
  });

  it.each([
    ['zh-TW', 'zh-Hant'],
    ['zh-CN', 'zh-Hans'],
    ['zh', 'zh-Hans'],
    ['th-TH', 'th'],
    ['de', 'en'],
  ])('in %s is that in %s', (wanted, found) => {
    expect(pageTextsIn(wanted).language).toBe(found);
  });
});
