import { describe, expect, it } from '@jest/globals';
import { type ClassifierInput, createClassifier } from './classifier.ts';
import { defaultPolicy } from './complaint-policy.ts';
import { shippedModels } from './text-model/shipped-models.cache.ts';

const classify = createClassifier(defaultPolicy, shippedModels());
const none: ClassifierInput['answers'] = { nps: null, csat: null, ces: null, ratings: [], factors: [] };
type Change = Partial<Omit<ClassifierInput, 'answers'>> & { answers?: Partial<ClassifierInput['answers']> };
const verdictOf = ({ answers, ...rest }: Change) =>
  classify({ kind: null, category: null, text: null, language: null, ...rest, answers: { ...none, ...answers } });
const factor = (experience: number | null, name = 'service') => ({
  factor: name,
  experience,
  expectation: null,
  importance: 0,
  ideal: null,
});

describe('whether feedback is a complaint', () => {
  it('is none without a reason', () => {
    expect(verdictOf({})).toEqual({ verdict: 'none', reasons: [] });
    expect(verdictOf({ answers: { nps: 10 }, text: 'All was lovely', language: 'en' }).verdict).toBe('none');
  });

  it('is certain for kind complaint', () => {
    expect(verdictOf({ kind: 'complaint' })).toEqual({ verdict: 'certain', reasons: ['kind:complaint'] });
    expect(verdictOf({ kind: 'praise' }).verdict).toBe('none');
  });

  it.each([
    [{ nps: 2 }, 'certain', ['score:nps<=2']],
    [{ nps: 0 }, 'certain', ['score:nps<=2']],
    [{ nps: 3 }, 'none', []],
    [{ csat: 1 }, 'certain', ['score:csat<=1']],
    [{ csat: 2 }, 'suspected', ['score:csat<=2']],
    [{ ces: 1 }, 'suspected', ['score:ces<=1']],
    [{ factors: [factor(3)] }, 'certain', ['score:experience:service<=3']],
    [{ factors: [factor(4)] }, 'none', []],
    [{ factors: [factor(null)] }, 'none', []],
    [{ ratings: [{ name: 'toilets', value: 1, min: 1, max: 5 }] }, 'suspected', ['score:rating:toilets<=0']],
    [{ ratings: [{ name: 'toilets', value: 2, min: 1, max: 5 }] }, 'none', []],
  ] as const)('follows the score rules: %j', (answers, verdict, reasons) => {
    expect(verdictOf({ answers: answers as never })).toEqual({ verdict, reasons });
  });

  it('is not certain by one low factor of many (case 33)', () => {
    const factors = (low: number, of: number) =>
      Array.from({ length: of }, (_, index) => factor(index < low ? 3 : 8, `f-${index}`));
    const verdict = (low: number, of: number) => verdictOf({ answers: { factors: factors(low, of) } }).verdict;
    expect([verdict(1, 24), verdict(5, 24), verdict(6, 24), verdict(1, 4), verdict(0, 24)]).toEqual([
      'suspected',
      'suspected',
      'certain',
      'certain',
      'none',
    ]);
    const unanswered = Array.from({ length: 23 }, (_, index) => factor(null, `none-${index}`));
    expect(verdictOf({ answers: { factors: [factor(3), ...unanswered] } }).verdict).toBe('certain');
  });

  it('reads a factor on its own scale', () => {
    const onScale = (experience: number, min: number, max: number) =>
      verdictOf({ answers: { factors: [{ ...factor(experience), min, max }] } }).verdict;
    expect([onScale(2, 1, 5), onScale(3, 1, 5), onScale(30, 0, 100), onScale(31, 0, 100)]).toEqual([
      'certain',
      'none',
      'certain',
      'none',
    ]);
  });

  it('follows the category', () => {
    expect(verdictOf({ category: 'safety' })).toEqual({ verdict: 'certain', reasons: ['category:safety'] });
    expect(verdictOf({ category: 'constructor' }).verdict).toBe('none');
  });

  it('one weak word of a list makes it suspected, several certain', () => {
    const suspected = ['disappoint', 'late', 'unhelpful', 'damaged'];
    const en = { certain: [], suspected, harmless: [], negations: [] };
    const byList = createClassifier(
      {
        ...defaultPolicy,
        model: { ...defaultPolicy.model, atMost: 'none' },
        words: { ...defaultPolicy.words, lexicons: { en } },
      },
      new Map(),
    );
    const of = (text: string) => byList({ text, language: 'en', kind: null, category: null, answers: none });
    expect(of('I was disappointed')).toEqual({ verdict: 'suspected', reasons: ['words:en:disappoint'] });
    expect(of('Disappointed: it was late, the staff were unhelpful and it came damaged').verdict).toBe('certain');
  });

  it('uses the word list of the language, and the English one if the language is unknown or English is mixed in', () => {
    expect(verdictOf({ text: '我要退款', language: 'zh-Hans' }).reasons).toEqual(['words:zh:退款']);
    expect(verdictOf({ text: 'ขอ refund ด้วยครับ', language: 'th' }).reasons).toEqual(['words:en:refund']);
    expect(verdictOf({ text: 'I demand a refund', language: null }).verdict).toBe('certain');
    expect(verdictOf({ text: 'la fraude est refund', language: 'fr' }).verdict).toBe('none');
  });

  it('trusts a happy score and a declared kind more than words', () => {
    const text = 'Last year I asked for a refund, now all is well';
    expect(verdictOf({ text, language: 'en' }).verdict).toBe('certain');
    expect(verdictOf({ text, language: 'en', answers: { nps: 9 } }).verdict).toBe('suspected');
    expect(verdictOf({ text, language: 'en', kind: 'praise' })).toEqual({ verdict: 'none', reasons: [] });
    expect(verdictOf({ text, language: 'en', kind: 'question' }).verdict).toBe('suspected');
  });

  it.each([
    ['refund', 'suspected'],
    ['I want a refund', 'certain'],
    ['Thanks for the quick refund!', 'none'],
    ['Thank you so much for processing my refund', 'none'],
    ['Many thanks for my no hassle refund', 'none'],
    ['Thanks for nothing I want a refund', 'certain'],
    ['I got my refund within two days, great service', 'none'],
    ['We still have not been refunded', 'certain'],
    ['The lawyer next door was friendly', 'suspected'],
    ['My lawyer will hear of this', 'certain'],
    ['And to add insult to injury it rained', 'none'],
    ['I was injured on the stairs', 'certain'],
    ['My computer had a virus and your shop found it', 'none'],
    ['We live next to the TV station', 'none'],
    ['A refund, and the lift was late', 'certain'],
  ])('takes a critical word alone for a suspicion, and with context for a complaint: %s (case 33)', (text, verdict) => {
    expect(verdictOf({ text, language: 'en' }).verdict).toBe(verdict);
  });

  it.each([
    ['zh', '谢谢你们的退款', 'none'],
    ['zh', '退款', 'suspected'],
    ['zh', '我要退款', 'certain'],
    ['th', 'ขอบคุณที่คืนเงิน', 'none'],
    ['th', 'เงินคืน', 'suspected'],
    ['th', 'ขอเงินคืน', 'certain'],
  ])('reads critical words in context in %s: %s (case 33)', (language, text, verdict) => {
    expect(verdictOf({ text, language }).verdict).toBe(verdict);
  });

  it('takes a critical word beside another reason for a complaint', () => {
    expect(verdictOf({ text: 'refund', language: 'en', answers: { csat: 2 } }).verdict).toBe('certain');
  });

  it.each(['de', 'fr', 'es', 'ja', 'ko'])('counts explicit kinds and scores in %s (case 32)', (language) => {
    const text = 'これは';
    expect(verdictOf({ text, language, kind: 'complaint' }).verdict).toBe('certain');
    expect(verdictOf({ text, language, answers: { nps: 0 } }).verdict).toBe('certain');
  });

  it('sends texts of a language without a list to triage if the policy says so (case 32)', () => {
    const words = { ...defaultPolicy.words, otherLanguages: 'suspected' as const };
    const asked = createClassifier({ ...defaultPolicy, words }, shippedModels());
    const of = (text: string, language: string | null, kind: ClassifierInput['kind'] = null) =>
      asked({ text, language, kind, category: null, answers: none });
    expect(of('Die Heizung geht nicht', 'de-CH')).toEqual({ verdict: 'suspected', reasons: ['language:de'] });
    expect(of('Отопление не работает', null)).toEqual({ verdict: 'suspected', reasons: ['language:unknown'] });
    expect(of('Danke', 'de', 'praise').verdict).toBe('none');
    expect([of('All was lovely', 'en'), of('一切都很好', 'zh'), of('ok', null)].map((one) => one.verdict)).toEqual(
      Array(3).fill('none'),
    );
    expect(verdictOf({ text: 'Die Heizung geht nicht', language: 'de' }).verdict).toBe('none');
  });

  it('reads English in a text that was taken for another language (case 32)', () => {
    const text = 'The keys did not fit and nobody called back when I asked for it';
    expect(verdictOf({ text, language: 'de' }).verdict).toBe('certain');
  });

  it('gives every reason once, and not every word of a long text', () => {
    const text = 'refund refund refund '.repeat(10) + defaultPolicy.words.lexicons.en?.certain.join('. ');
    const { reasons } = verdictOf({ text, language: 'en', answers: { nps: 0, csat: 1 }, kind: 'complaint' });
    expect(reasons.slice(0, 3)).toEqual(['kind:complaint', 'score:nps<=2', 'score:csat<=1']);
    expect(new Set(reasons).size).toBe(reasons.length);
    expect(reasons.length).toBeLessThanOrEqual(15);
  });
});
