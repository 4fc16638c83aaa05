import { FieldErrors } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { explainConditions } from '../../simulation/routing-dry-run.ts';
import { checkConditions } from './check-conditions.ts';
import { compile, type RoutingConditions, type RoutingFacts, toRoutingInput } from './conditions.ts';
import { ruleHolds } from './routing-rules.ts';

const oneOf = (...values: string[]) => fc.constantFrom(...values);
const optionalOneOf = (...values: string[]) => fc.option(oneOf(...values));
const someOf = (...values: string[]) => fc.uniqueArray(oneOf(...values), { minLength: 1, maxLength: 3 });

const complaint: fc.Arbitrary<RoutingFacts> = fc.record({
  touchpoint: optionalOneOf('handover', 'viewing'),
  category: optionalOneOf('defect', 'delay'),
  severity: oneOf('normal', 'high'),
  segments: fc.subarray(['owner', 'investor']),
  tier: optionalOneOf('gold', 'silver'),
  stage: optionalOneOf('moving-in'),
  language: optionalOneOf('en', 'zh-Hant', 'th'),
  channel: optionalOneOf('web', 'phone'),
  method: optionalOneOf('survey'),
  campaign: optionalOneOf('spring'),
  product: optionalOneOf('kitchen', 'bath'),
  location: optionalOneOf('tower-2'),
  origin: oneOf('feedback', 'person'),
  text: optionalOneOf('The roof leaks.', '浴室漏水', 'น้ำรั่วในห้องน้ำ', 'All fine'),
  at: fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
});

const leaf: fc.Arbitrary<RoutingConditions> = fc.oneof(
  someOf('handover', 'viewing', 'signing').map((touchpoint) => ({ touchpoint })),
  someOf('defect', 'delay').map((category) => ({ category })),
  someOf('kitchen', 'bath').map((product) => ({ product })),
  oneOf('tower-2', 'tower-3').map((location) => ({ location })),
  oneOf('owner', 'investor').map((segment) => ({ segment })),
  oneOf('en', 'zh', 'th').map((language) => ({ language })),
  oneOf('feedback', 'person').map((origin) => ({ origin })),
  someOf('leaks', '漏水', 'น้ำรั่ว').map((text) => ({ text })),
  fc.constant({ text: { en: ['leaks', 'fine'], zh: ['漏水'] } }),
  fc.record({ tier: oneOf('gold'), category: oneOf('defect') }),
  oneOf('UTC', 'Asia/Bangkok').map((zone) => ({ time: { zone, from: '20:00', to: '08:00' } })),
);

const { condition } = fc.letrec<{ condition: RoutingConditions }>((tie) => {
  const branches = fc.array(tie('condition'), { minLength: 1, maxLength: 3 });
  return {
    condition: fc.oneof(
      { depthSize: 'small', maxDepth: 4, withCrossShrink: true },
      leaf,
      branches.map((all) => ({ all })),
      branches.map((any) => ({ any })),
      tie('condition').map((not) => ({ not })),
    ),
  };
});

const two = fc.array(condition, { minLength: 1, maxLength: 4 });
const negated = (conditions: readonly RoutingConditions[]): RoutingConditions[] => conditions.map((not) => ({ not }));

function faultsOf(when: unknown) {
  const errors = new FieldErrors('/when');
  checkConditions(when, errors);
  return errors.all;
}

describe('conditions are an algebra', () => {
  it('not (a and b) is (not a) or (not b); not (a or b) is (not a) and (not b)', () => {
    fc.assert(
      fc.property(two, complaint, (list, said) => {
        expect(ruleHolds({ not: { all: list } }, said)).toBe(ruleHolds({ any: negated(list) }, said));
        expect(ruleHolds({ not: { any: list } }, said)).toBe(ruleHolds({ all: negated(list) }, said));
      }),
    );
  });

  it('not (not a) is a', () => {
    fc.assert(
      fc.property(condition, complaint, (a, said) =>
        expect(ruleHolds({ not: { not: a } }, said)).toBe(ruleHolds(a, said)),
      ),
    );
  });

  it('the order of all and any does not count', () => {
    const shuffled = two.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, complaint, ([list, other], said) => {
        expect(ruleHolds({ all: other }, said)).toBe(ruleHolds({ all: list }, said));
        expect(ruleHolds({ any: other }, said)).toBe(ruleHolds({ any: list }, said));
      }),
    );
  });

  it('fields side by side are all of them', () => {
    fc.assert(
      fc.property(complaint, (said) => {
        const parts = [{ tier: 'gold' }, { category: 'defect' }, { not: { channel: 'web' } }];
        expect(ruleHolds(Object.assign({}, ...parts), said)).toBe(ruleHolds({ all: parts }, said));
      }),
    );
  });

  it('the explanation says what the rule does, and holds to what is given', () => {
    fc.assert(
      fc.property(condition, complaint, (a, said) => {
        const { holds: explained, why } = explainConditions(compile(a), toRoutingInput(said));
        expect(explained).toBe(ruleHolds(a, said));
        for (const { pointer, condition: field } of why) {
          const steps = pointer.split('/').slice(1);
          const there = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], a);
          expect([field, there]).toEqual([steps.at(-1), expect.anything()]);
        }
      }),
    );
  });

  it('whatever is made of them this way has no fault', () => {
    fc.assert(fc.property(condition, (a) => expect(faultsOf(a)).toEqual([])));
  });
});

describe('words per language', () => {
  const german: RoutingConditions = { text: { de: ['die Wohnung', 'Gift'], zh: ['漏水'] } };
  const text = (language: string | null, said: string) => ({ ...blank, language, text: said });
  const blank: RoutingFacts = {
    ...{ touchpoint: null, category: null, severity: 'normal', segments: [], tier: null, stage: null, language: null },
    ...{
      channel: null,
      method: null,
      campaign: null,
      product: null,
      location: null,
      origin: 'person',
      text: null,
      at: new Date(0),
    },
  };
  it.each([
    ['in its language', 'de-AT', 'Da ist Gift drin', true],
    ['not in another language, where the word is another', 'en', 'A gift arrived', false],
    ['where the language is not known', null, 'Da ist Gift drin', true],
    ['in a script of its own, wherever it stands', 'en', 'see 漏水 please', true],
  ])('are found %s', (_, language, said, expected) => expect(ruleHolds(german, text(language, said))).toBe(expected));

  it('are found in every language when none is named', () =>
    expect(ruleHolds({ text: ['gift'] }, text('en', 'A gift arrived'))).toBe(true));
});

describe('faults of conditions', () => {
  const codes = (when: unknown) => faultsOf(when).map(({ pointer, code }) => `${pointer} ${code}`);
  const nested = (depth: number): unknown => (depth === 0 ? { tier: 'gold' } : { not: nested(depth - 1) });

  it('are all named, each at its place', () => {
    expect(
      codes({
        tier: 7,
        colour: 'red',
        severity: ['high', 'awful'],
        any: [{ origin: 'letter' }, { all: [] }, 'x'],
        not: { text: { english: ['a'], 'not a language': ['b'], th: [] } },
        time: { zone: 'Nowhere/Land', from: '25:00', weekdays: ['mon'], until: '1' },
      }),
    ).toEqual([
      '/when/tier wrong-type',
      '/when/colour unknown-field',
      '/when/severity/1 not-allowed',
      '/when/any/0/origin not-allowed',
      '/when/any/1/all wrong-length',
      '/when/any/2 wrong-type',
      '/when/not/text/not a language wrong-format',
      '/when/not/text/th wrong-length',
      '/when/time/zone wrong-format',
      '/when/time/from wrong-format',
      '/when/time/weekdays/0 not-allowed',
      '/when/time/until unknown-field',
    ]);
  });

  it.each([
    ['a time that says nothing', { time: { zone: 'UTC' } }, '/when/time required'],
    [
      'a time that ends when it begins',
      { time: { zone: 'UTC', from: '09:00', to: '09:00' } },
      '/when/time out-of-range',
    ],
    ['no zone', { time: { from: '09:00' } }, '/when/time/zone required'],
    ['inherited names', { constructor: 'x' }, '/when/constructor unknown-field'],
    ['a list', [], '/when wrong-type'],
    ['what is nested without end', nested(5), '/when/not/not/not/not/not too-deep'],
    ['too many', { any: Array(50).fill({ all: Array(5).fill({ tier: 'a' }) }) }, '/when too-large'],
  ])('%s is one', (_, when, fault) => expect(codes(when)).toEqual([fault]));

  it('what is as deep as allowed is none', () => expect(codes(nested(4))).toEqual([]));
});
