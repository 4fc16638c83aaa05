import { describe, expect, it } from '@jest/globals';
import { finalAnswers, keepAnswers, readAnswerForm } from './answer-form.ts';
import { handoverSurvey as survey } from './survey.builder.ts';

const form = (fields: Readonly<Record<string, string | readonly string[]>>) =>
  readAnswerForm(
    survey,
    new Map(Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? [value] : value])),
  );

describe('what a page sends', () => {
  it('becomes answers of the kinds of its questions', () => {
    const { answers } = form({
      shown: ['satisfaction', 'cleanliness', 'reason', 'defects', 'service', 'why'],
      'a.satisfaction': '4',
      'a.cleanliness': ' 87,5 ',
      'a.reason': 'price',
      'a.defects': ['water', 'paint'],
      'a.service.experience': '3',
      'a.service.ideal': '',
      'a.why': '  The door.\nIt does not close. ',
    });
    expect(answers).toEqual({
      satisfaction: 4,
      cleanliness: 87.5,
      reason: 'price',
      defects: ['water', 'paint'],
      service: { experience: 3 },
      why: 'The door.\nIt does not close.',
    });
  });

  it('changes only the questions that it showed, and never others than those of the survey', () => {
    const { shown, answers } = form({ shown: ['why', '__proto__', 'other'], 'a.satisfaction': '4', 'a.other': 'x' });
    expect(shown).toEqual(['why']);
    expect(answers).toEqual({ why: null });
  });

  it('is kept on top of what was kept before; an emptied answer is gone, a wrong one is not kept', () => {
    const before = { recommend: 3, satisfaction: 2, effort: 4 };
    const sent = form({
      shown: ['satisfaction', 'effort', 'cleanliness'],
      'a.satisfaction': '',
      'a.effort': '5',
      'a.cleanliness': '101',
    });
    const { answers, faults } = keepAnswers(survey, before, sent);
    expect(answers).toEqual({ recommend: 3, effort: 5 });
    expect(faults).toMatchObject([{ pointer: '/answers/cleanliness', code: 'out-of-range' }]);
  });

  it.each(['x', '1e9', '0x10', '3 4', '-', '١'])('refuses %j as a number', (text) => {
    const { faults } = keepAnswers(survey, {}, form({ shown: 'cleanliness', 'a.cleanliness': text }));
    expect(faults).toMatchObject([{ pointer: '/answers/cleanliness', code: 'wrong-type' }]);
  });

  it('misses a required answer', () => {
    const { faults } = keepAnswers(survey, {}, form({ shown: 'recommend', 'a.recommend': '' }));
    expect(faults).toMatchObject([{ pointer: '/answers/recommend', code: 'required' }]);
  });
});

describe('what is submitted', () => {
  it('leaves out answers to questions that are hidden in the end', () => {
    const { answers, faults } = finalAnswers(survey, { recommend: 9, why: 'kept from before', satisfaction: 5 });
    expect(answers).toEqual({ recommend: 9, satisfaction: 5 });
    expect(faults).toEqual([]);
  });
});
