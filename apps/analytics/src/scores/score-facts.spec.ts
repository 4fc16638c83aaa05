import { describe, expect, it } from '@jest/globals';
import { feedback } from '../events.builder.ts';
import { scoreFactsOf } from './score-facts.ts';

describe('the facts of a feedback', () => {
  it('are one per answer, and none for what was not answered', () => {
    const { data } = feedback({
      answers: {
        nps: 0,
        ratings: [
          { name: 'food', value: 3, min: 1, max: 5 },
          { name: 'food', value: 30, min: 0, max: 100 },
          { name: 'food', value: 4, min: 1, max: 5 },
        ],
        factors: [
          { factor: 'service', experience: 7.3, expectation: null, importance: 9, ideal: null },
          { factor: 'price', experience: null, expectation: 5, importance: null, ideal: null },
          { factor: 'staff', experience: 4, expectation: null, importance: null, ideal: null, min: 1, max: 5 },
        ],
      },
    });
    expect(scoreFactsOf(data).facts.map(({ metric, scale, value }) => [metric, scale, value])).toEqual([
      ['nps', '0..10', '0'],
      ['rating:food', '1..5', '3'],
      ['rating:food', '0..100', '30'],
      ['experience:service', '0..10', '7.3'],
      ['experience:staff', '1..5', '4'],
      ['texts', '0..1', '1'],
    ]);
  });

  it('share one set of dimensions whatever the order of the segments', () => {
    const one = scoreFactsOf(feedback({ customer: { segments: ['a', 'b'] } }).data).set;
    const other = scoreFactsOf(feedback({ customer: { segments: ['b', 'a', 'b'] } }).data).set;
    expect(other).toEqual(one);
    expect(scoreFactsOf(feedback({ customer: { segments: ['a'] } }).data).set.setId).not.toBe(one.setId);
  });
});
