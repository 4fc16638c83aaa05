import { describe, expect, it } from '@jest/globals';
import { type ClassifierInput, createClassifier } from './classifier.ts';
import { defaultPolicy } from './complaint-policy.ts';

const classify = createClassifier(defaultPolicy);
const none: ClassifierInput['answers'] = { nps: null, csat: null, ces: null, ratings: [], factors: [] };
type Change = Partial<Omit<ClassifierInput, 'answers'>> & { answers?: Partial<ClassifierInput['answers']> };
const verdictOf = ({ answers, ...rest }: Change) =>
  classify({ kind: null, category: null, text: null, language: null, ...rest, answers: { ...none, ...answers } });
const factor = (experience: number | null) => ({
  factor: 'service',
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

  it('follows the category', () => {
    expect(verdictOf({ category: 'safety' })).toEqual({ verdict: 'certain', reasons: ['category:safety'] });
    expect(verdictOf({ category: 'constructor' }).verdict).toBe('none');
  });

  it('one weak word makes it suspected, several certain', () => {
    const one = verdictOf({ text: 'I was disappointed', language: 'en' });
    expect(one).toEqual({ verdict: 'suspected', reasons: ['words:en:disappoint'] });
    const several = 'Disappointed: it was late, the staff were unhelpful and it came damaged';
    expect(verdictOf({ text: several, language: 'en' }).verdict).toBe('certain');
  });

  it('uses the word list of the language, and the English one if the language is unknown or English is mixed in', () => {
    expect(verdictOf({ text: '我要退款', language: 'zh-Hans' }).reasons).toEqual(['words:zh:退款']);
    expect(verdictOf({ text: 'ขอ refund ด้วยครับ', language: 'th' }).reasons).toEqual(['words:en:refund']);
    expect(verdictOf({ text: 'refund', language: null }).verdict).toBe('certain');
    expect(verdictOf({ text: 'la fraude est refund', language: 'fr' }).verdict).toBe('none');
  });

  it('trusts a happy score and a declared kind more than words', () => {
    const text = 'Last year I asked for a refund, now all is well';
    expect(verdictOf({ text, language: 'en' }).verdict).toBe('certain');
    expect(verdictOf({ text, language: 'en', answers: { nps: 9 } }).verdict).toBe('suspected');
    expect(verdictOf({ text, language: 'en', kind: 'praise' })).toEqual({ verdict: 'none', reasons: [] });
    expect(verdictOf({ text, language: 'en', kind: 'question' }).verdict).toBe('suspected');
  });

  it('gives every reason once, and not every word of a long text', () => {
    const text = 'refund refund refund '.repeat(10) + defaultPolicy.words.lexicons.en?.certain.join('. ');
    const { reasons } = verdictOf({ text, language: 'en', answers: { nps: 0, csat: 1 }, kind: 'complaint' });
    expect(reasons.slice(0, 3)).toEqual(['kind:complaint', 'score:nps<=2', 'score:csat<=1']);
    expect(new Set(reasons).size).toBe(reasons.length);
    expect(reasons.length).toBeLessThanOrEqual(11);
  });
});
