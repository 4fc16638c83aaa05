import { describe, expect, it, test } from '@jest/globals';
import { cellOf, nodesOfTouchpoint } from './cell.ts';
import { poorFactors, verdictOf } from './counting/counted.ts';
import { commandNames, nextState, type Problem, problemStates } from './problem.ts';
import { sharedTraits } from './shared-traits.ts';
import { verify } from './verification.ts';

// Written a second time: what each state says to each command.
const expected: Readonly<Record<(typeof problemStates)[number], Readonly<Record<string, string>>>> = {
  suspected: { confirm: 'confirmed', dismiss: 'dismissed' },
  confirmed: { confirm: 'confirmed', start: 'in_progress', dismiss: 'dismissed' },
  in_progress: { start: 'in_progress', verify: 'verifying' },
  verifying: { start: 'in_progress', verify: 'verifying', close: 'closed' },
  closed: { reopen: 'confirmed' },
  dismissed: { reopen: 'confirmed' },
};

test.each(problemStates)('what a problem takes that is %s', (state) => {
  for (const command of commandNames) {
    const next = () => nextState({ id: 'p', state } as Problem, command);
    const to = expected[state][command];
    if (to === undefined) expect(next).toThrow(expect.objectContaining({ code: 'problem.transition-forbidden' }));
    else expect(next()).toBe(to);
  }
});

describe('verification', () => {
  const day = 86_400_000;
  const at = (days: number) => new Date(Date.UTC(2026, 2, 1) + days * day);
  const problem = { from: at(0), to: at(10), observed: 40, expected: 10, dispersion: 1 };
  it.each([
    { what: 'as usual for long', until: 40, observed: 30, verdict: 'recovered' },
    { what: 'nothing for long', until: 40, observed: 0, verdict: 'recovered' },
    { what: 'as bad as before', until: 30, observed: 80, verdict: 'not_recovered' },
    { what: 'too little time', until: 11, observed: 1, verdict: 'insufficient_data' },
    { what: 'no time at all', until: 10, observed: 0, verdict: 'insufficient_data' },
  ])('$what: $verdict', ({ until, observed, verdict }) => {
    expect(verify(problem, at(10), at(until), observed)).toMatchObject({ verdict, observed, before: 4 });
  });
});

test('a touchpoint counts for its journey, its stage and all above it, and the cell says which', () => {
  const nodes = nodesOfTouchpoint('pen', { journeyId: 'small', stage: 'visit', lineage: ['hall', 'desk', 'pen'] });
  expect(nodes.map((node) => cellOf([{ dimension: 0, node }]))).toEqual([
    { journey: 'small' },
    { journey: 'small', stage: 'visit' },
    { touchpoint: 'hall' },
    { touchpoint: 'desk' },
    { touchpoint: 'pen' },
  ]);
  expect(nodesOfTouchpoint('elsewhere', undefined).map((node) => cellOf([{ dimension: 0, node }]))).toEqual([
    { touchpoint: 'elsewhere' },
  ]);
});

test('what complaints share is what more of them have than chance gives', () => {
  const traits = sharedTraits([
    { trait: 'product', value: 'kitchen', a: 18, b: 100, n: 20, m: 1000 },
    { trait: 'channel', value: 'web', a: 11, b: 500, n: 20, m: 1000 },
    { trait: 'tier', value: 'gold', a: 2, b: 10, n: 20, m: 1000 },
  ]);
  expect(traits.map(({ trait, share }) => [trait, share])).toEqual([['product', 0.9]]);
});

test('a factor is bad in the lowest two fifths of its scale; unknown is not bad', () => {
  const factor = (name: string, experience: number | null, scale = {}) => ({
    ...{ factor: name, experience, expectation: null, importance: null, ideal: null },
    ...scale,
  });
  const answers = { nps: null, csat: null, ces: null, ratings: [] };
  const factors = [factor('a', 4), factor('b', 5), factor('c', null), factor('d', 2, { min: 1, max: 5 })];
  expect(poorFactors({ ...answers, factors })).toEqual(['a', 'd']);
});

test('an answer says that it is better, the same or worse, or nothing', () => {
  const said = (answers: object, kind: string | null = null) =>
    verdictOf({ kind, answers: { nps: null, csat: null, ces: null, ratings: [], factors: [], ...answers } } as never);
  expect(said({ ratings: [{ name: 'better', value: 5, min: 1, max: 5 }], csat: 1 })).toBe('better');
  expect([said({ csat: 5 }), said({ csat: 3 }), said({ csat: 1 })]).toEqual(['better', 'same', 'worse']);
  expect([said({ nps: 9 }), said({ nps: 7 }), said({ nps: 6 })]).toEqual(['better', 'same', 'worse']);
  expect([said({}, 'praise'), said({}, 'complaint'), said({})]).toEqual(['better', 'worse', null]);
});
