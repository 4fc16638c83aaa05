import { FieldErrors } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import { checkSurvey } from './check-survey.ts';
import { chooseLanguage, textIn } from './local-text.ts';
import { type Question, type Survey, toFeedbackAnswers, validateAnswers, visibleQuestions } from './survey.ts';

const en = (text: string) => ({ en: text });
const option = (id: string) => ({ id, text: en(id) });
const survey: Survey = {
  questions: [
    { id: 'recommend', kind: 'nps', text: en('Would you recommend us?'), required: true },
    { id: 'why', kind: 'text', text: en('Why?'), showIf: { question: 'recommend', op: 'le', value: 6 } },
    {
      id: 'where',
      kind: 'multiple_choice',
      text: en('Where?'),
      options: [option('shop'), option('web')],
      showIf: { question: 'recommend', op: 'le', value: 6 },
    },
    {
      id: 'web-page',
      kind: 'choice',
      text: en('Which?'),
      options: [option('cart'), option('search')],
      showIf: { question: 'where', op: 'eq', value: 'web' },
      required: true,
    },
    { id: 'clean', kind: 'rating', text: en('How clean?'), min: 0, max: 4 },
    { id: 'service', kind: 'factor', factor: 'service', text: en('Service'), asks: ['experience', 'importance'] },
    { id: 'more', kind: 'text', text: en('More?'), showIf: { question: 'service', op: 'lt', value: 5 } },
  ],
};
const idsOf = (answers: Parameters<typeof visibleQuestions>[1]) =>
  visibleQuestions(survey, answers).map(({ id }) => id);
const faultsOf = (...given: Parameters<typeof validateAnswers> extends [unknown, ...infer Rest] ? Rest : never) =>
  validateAnswers(survey, ...given).map(({ pointer, code }) => `${pointer} ${code}`);

describe('visibleQuestions', () => {
  it('shows a follow-up question by the score', () => {
    expect(idsOf({})).toEqual(['recommend', 'clean', 'service']);
    expect(idsOf({ recommend: 7 })).toEqual(['recommend', 'clean', 'service']);
    expect(idsOf({ recommend: 6 })).toEqual(['recommend', 'why', 'where', 'clean', 'service']);
  });

  it('hides what depends on a hidden question, whatever was answered to it before', () => {
    expect(idsOf({ recommend: 3, where: ['shop', 'web'] })).toContain('web-page');
    expect(idsOf({ recommend: 9, where: ['shop', 'web'] })).not.toContain('web-page');
  });

  it('compares a factor by the first of what it asks', () => {
    expect(idsOf({ service: { experience: 4, importance: 9 } })).toContain('more');
    expect(idsOf({ service: { importance: 1 } })).not.toContain('more');
  });

  it('takes an unanswered question for neither equal nor different', () => {
    const [first, ...rest] = survey.questions as [Question, ...Question[]];
    const last: Question = {
      ...first,
      id: 'last',
      kind: 'text',
      showIf: { question: 'recommend', op: 'ne', value: 3 },
    };
    const other = { questions: [first, ...rest, last] };
    expect(visibleQuestions(other, {}).map(({ id }) => id)).not.toContain('last');
    expect(visibleQuestions(other, { recommend: 4 }).map(({ id }) => id)).toContain('last');
  });
});

describe('validateAnswers', () => {
  it('asks for what is required and shown; a partial answer lacks nothing', () => {
    expect(faultsOf({})).toEqual(['/answers/recommend required']);
    expect(faultsOf({ recommend: 2, where: ['web'] })).toEqual(['/answers/web-page required']);
    expect(faultsOf({ recommend: 2, where: ['web'] }, { partial: true })).toEqual([]);
    expect(faultsOf({ recommend: 9, where: ['web'], 'web-page': 'nowhere' })).toEqual([]);
  });

  it('names every fault', () => {
    const wrong = {
      recommend: 10.5,
      clean: 5,
      service: { experience: 11, ideal: 3, importance: null as never },
      colour: 'red',
    };
    expect(faultsOf(wrong)).toEqual([
      '/answers/colour unknown',
      '/answers/recommend wrong-type',
      '/answers/clean out-of-range',
      '/answers/service/experience out-of-range',
      '/answers/service/ideal unknown',
    ]);
    expect(faultsOf({ recommend: 1, where: ['web', 'web', 'x'], why: 'y'.repeat(10_001) })).toEqual([
      '/answers/why too-long',
      '/answers/where unknown',
      '/answers/where repeated',
      '/answers/web-page required',
    ]);
    expect(faultsOf({ recommend: 1, where: 'web', why: 3, service: 4 })).toEqual([
      '/answers/why wrong-type',
      '/answers/where wrong-type',
      '/answers/web-page required',
      '/answers/service wrong-type',
    ]);
  });
});

describe('toFeedbackAnswers', () => {
  it('gives scores, ratings with their scale, factors, and the texts in order', () => {
    const answers = {
      recommend: 3,
      why: ' It was late. ',
      where: ['shop'],
      'web-page': 'cart',
      clean: 2,
      service: { experience: 4 },
      more: 'Nobody called.',
    };
    expect(toFeedbackAnswers(survey, answers)).toEqual({
      answers: {
        nps: 3,
        csat: null,
        ces: null,
        ratings: [{ name: 'clean', value: 2, min: 0, max: 4 }],
        factors: [{ factor: 'service', experience: 4, expectation: null, importance: null, ideal: null }],
      },
      text: 'It was late.\n\nNobody called.',
      choices: { where: ['shop'] },
    });
  });
});

describe('checkSurvey', () => {
  const faults = (questions: readonly Question[], rest: Partial<Survey> = {}) => {
    const errors = new FieldErrors();
    checkSurvey({ ...rest, questions }, errors);
    return errors.all.map(({ pointer, code }) => `${pointer} ${code}`);
  };

  it('accepts the survey above and wants every text in every language', () => {
    expect(faults(survey.questions)).toEqual([]);
    const both: Question = { id: 'q', kind: 'csat', text: { en: 'Happy?', th: 'พอใจไหม' } };
    expect(faults([both, { id: 'r', kind: 'text', text: en('Why?') }], { thanks: { en: 'x', zh: 'y' } })).toEqual([
      '/thanks/zh unknown',
      '/thanks/th required',
      '/questions/1/text/th required',
    ]);
  });

  it('refuses ids used twice, scores asked twice, scales without width and fields of another kind', () => {
    const questions: Question[] = [
      { id: 'a', kind: 'nps', text: en('x'), min: 1 },
      { id: 'a', kind: 'nps', text: en('x') },
      { id: 'b', kind: 'rating', text: en('x'), min: 5, max: 5 },
      { id: 'c', kind: 'choice', text: en('x'), options: [option('1')] },
      { id: 'd', kind: 'factor', text: en('x'), asks: [] },
    ];
    expect(faults(questions)).toEqual([
      '/questions/0/min not-allowed',
      '/questions/1/id repeated',
      '/questions/1/kind repeated',
      '/questions/2/max out-of-range',
      '/questions/3/options too-short',
      '/questions/4/factor required',
      '/questions/4/asks required',
    ]);
  });

  it('refuses a condition on a later question, on a text, and on an answer that nobody can give', () => {
    const questions: Question[] = [
      { id: 'a', kind: 'csat', text: en('x'), showIf: { question: 'b', op: 'eq', value: 1 } },
      { id: 'b', kind: 'choice', text: en('x'), options: [option('1'), option('2')] },
      { id: 'c', kind: 'text', text: en('x'), showIf: { question: 'b', op: 'lt', value: '3' } },
      { id: 'd', kind: 'text', text: en('x'), showIf: { question: 'c', op: 'eq', value: 'x' } },
      { id: 'e', kind: 'text', text: en('x'), showIf: { question: 'a', op: 'in', value: 6 } },
    ];
    expect(faults(questions)).toEqual([
      '/questions/0/showIf/question unknown',
      '/questions/2/showIf/op not-allowed',
      '/questions/2/showIf/value unknown',
      '/questions/3/showIf/question not-allowed',
      '/questions/4/showIf/value wrong-type',
      '/questions/4/showIf/value unknown',
    ]);
  });
});

describe('the language of a survey', () => {
  it('is that of the reader by tag, by script, by language, else the first', () => {
    const offered = ['en', 'zh-Hans', 'zh-Hant', 'th'];
    const chosen = ['TH', 'zh-TW', 'zh-CN', 'zh', 'en-GB', 'de'].map((tag) => chooseLanguage(offered, [tag]));
    expect(chosen).toEqual(['th', 'zh-Hant', 'zh-Hans', 'zh-Hans', 'en', 'en']);
    expect(chooseLanguage(offered, ['de', 'th'])).toBe('th');
    expect(textIn({ en: 'yes', 'zh-Hant': '是' }, 'zh-HK')).toBe('是');
  });
});
