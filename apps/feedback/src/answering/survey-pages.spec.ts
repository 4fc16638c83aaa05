import { describe, expect, it } from '@jest/globals';
import { handoverSurvey as survey } from './survey.builder.ts';
import { end, pageAt, placeAfter } from './survey-pages.ts';

const ids = (page: ReturnType<typeof pageAt>) => page.questions.map(({ id }) => id);

describe('the pages of a survey', () => {
  it('begin with a page of their own for a question on which others depend', () => {
    expect(pageAt(survey, {}, undefined)).toMatchObject({ before: undefined, last: false });
    expect(ids(pageAt(survey, {}, undefined))).toEqual(['recommend']);
  });

  it('show a question only where its condition holds', () => {
    const second = (recommend: number) =>
      ids(pageAt(survey, { recommend }, placeAfter(survey, { recommend }, ['recommend'])));
    expect(second(3)).toEqual(['why', 'satisfaction', 'effort', 'cleanliness', 'reason']);
    expect(second(9)).toEqual(['satisfaction', 'effort', 'cleanliness', 'reason']);
  });

  it('have at most five fields each, a factor with four scores being four', () => {
    expect(ids(pageAt(survey, {}, 'defects'))).toEqual(['defects', 'service']);
    expect(pageAt(survey, {}, 'defects')).toMatchObject({ before: 'satisfaction', last: true });
  });

  it('end with a page that only sends, if the last questions are hidden', () => {
    const [first, second] = survey.questions;
    const short = { questions: [first, second].flatMap((question) => (question ? [question] : [])) };
    expect(placeAfter(short, { recommend: 9 }, ['recommend'])).toBe(end);
    expect(pageAt(short, { recommend: 9 }, end)).toEqual({ questions: [], before: 'recommend', last: true });
    expect(placeAfter(short, { recommend: 2 }, ['recommend'])).toBe('why');
  });

  it('lead on from a place that is hidden or unknown by now', () => {
    expect(ids(pageAt(survey, { recommend: 9 }, 'why'))[0]).toBe('satisfaction');
    expect(ids(pageAt(survey, {}, 'no-such-question'))).toEqual(['recommend']);
  });
});
