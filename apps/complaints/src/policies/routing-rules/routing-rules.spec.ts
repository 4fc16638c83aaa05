import { describe, expect, it } from '@jest/globals';
import { hasAnyWord } from '../../text/words.ts';
import type { RoutingConditions } from './conditions.ts';
import { assertValidRules, type IncomingFacts, route, ruleHolds } from './routing-rules.ts';

const said: IncomingFacts = {
  touchpoint: 'handover',
  category: 'defect',
  severity: 'normal',
  segments: ['owner-occupier', 'first-home'],
  tier: 'gold',
  language: 'zh-Hant-HK',
  channel: 'web',
  method: 'survey',
  stage: 'moving-in',
  campaign: 'spring-2026',
  product: 'kitchen',
  location: 'tower-2',
  origin: 'feedback',
  text: '浴室漏水，没有人回电。 The Bathroom is WET.',
  at: new Date('2026-03-02T09:30:00.000Z'),
};

describe('a condition', () => {
  it.each<[string, RoutingConditions, boolean]>([
    ['nothing asked for', {}, true],
    ['the same touchpoint', { touchpoint: 'handover' }, true],
    ['the same but for its case', { touchpoint: 'Handover' }, true],
    ['another touchpoint', { touchpoint: 'viewing' }, false],
    ['one of a list', { category: ['delay', 'defect'] }, true],
    ['none of a list', { category: ['delay', 'noise'] }, false],
    ['severity', { severity: ['critical', 'normal'] }, true],
    ['any segment', { segment: 'first-home' }, true],
    ['no segment', { segment: 'investor' }, false],
    ['tier', { tier: 'gold' }, true],
    ['a language of the range', { language: 'zh' }, true],
    ['a narrower language', { language: 'zh-Hans' }, false],
    ['channel', { channel: 'web' }, true],
    ['method', { method: 'call' }, false],
    ['a word in the text', { text: 'bathroom' }, true],
    ['a Chinese word inside the text', { text: ['漏水'] }, true],
    ['stage', { stage: 'moving-in' }, true],
    ['campaign', { campaign: ['autumn-2025'] }, false],
    ['product', { product: ['bath', 'Kitchen'] }, true],
    ['another product', { product: 'bath' }, false],
    ['location', { location: 'tower-2' }, true],
    ['another location', { location: ['tower-3'] }, false],
    ['origin', { origin: 'feedback' }, true],
    ['a time of the day in a zone', { time: { zone: 'Asia/Hong_Kong', from: '17:00', to: '18:00' } }, true],
    ['another weekday', { time: { zone: 'Asia/Hong_Kong', weekdays: ['saturday', 'sunday'] } }, false],
    ['all of several', { touchpoint: 'handover', tier: 'gold', text: 'wet' }, true],
    ['one of several that fails', { touchpoint: 'handover', tier: 'silver' }, false],
  ])('%s: %j -> %p', (_, when, expected) => expect(ruleHolds(when, said)).toBe(expected));

  it('does not hold for what is not known', () => {
    const unknown = {
      ...{ ...said, touchpoint: null, tier: null, language: null, method: null, text: null, segments: [] },
      ...{ product: null, location: null },
    };
    for (const when of [
      { touchpoint: 'x' },
      { tier: 'x' },
      { language: 'en' },
      { method: 'call' },
      { product: 'x' },
      { location: 'x' },
      { text: 'x' },
      { segment: 'x' },
    ])
      expect(ruleHolds(when, unknown)).toBe(false);
  });
});

describe('words', () => {
  it.each([
    ['I will sue you', 'sue', true],
    ['a small issue', 'sue', false],
    ['SMALL   Claims court', 'small claims', true],
    ['the café is closed', 'cafe', false],
    ['ＬＡＷＹＥＲ', 'lawyer', true],
    ['น้ำรั่วในห้องน้ำ', 'น้ำรั่ว', true],
    ['price (high)', '(high)', true],
    ['price', 'p.ice', false],
  ])('in %p: %p -> %p', (text, word, expected) => expect(hasAnyWord(text, [word])).toBe(expected));
});

describe('routing', () => {
  const rules = {
    version: 7,
    fallbackTeam: 'customer-care',
    rules: [
      { id: 'water', when: { text: '漏水' }, team: 'plumbing', severity: 'high' as const },
      { id: 'handover', when: { touchpoint: 'handover' }, team: 'after-sales' },
    ],
  };

  it('goes by the first rule that holds', () => {
    expect(route(said, rules)).toEqual({
      team: 'plumbing',
      severity: 'high',
      rule: 'water',
      rulesVersion: 7,
      skills: [],
    });
    expect(route({ ...said, text: null }, rules)).toMatchObject({
      team: 'after-sales',
      severity: 'normal',
      rule: 'handover',
    });
  });

  it('says which skills the rule asks for', () => {
    const asking = { version: 1, fallbackTeam: 'x', rules: [{ id: 'a', when: {}, team: 'x', skills: ['plumbing'] }] };
    expect(route(said, asking).skills).toEqual(['plumbing']);
    expect(route(said, { ...asking, rules: [] }).skills).toEqual([]);
  });

  it('leaves nothing unrouted', () => {
    expect(route({ ...said, text: null, touchpoint: null }, rules)).toMatchObject({
      team: 'customer-care',
      rule: null,
    });
  });

  it('refuses rules that lead nowhere, naming each', () => {
    const faults = (() => {
      try {
        assertValidRules(
          { fallbackTeam: 'nobody', rules: [...rules.rules, { id: 'water', when: {}, team: 'ghosts' }] },
          new Set(['plumbing', 'after-sales']),
        );
        return [];
      } catch (error) {
        return (error as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
      }
    })();
    expect(faults).toEqual(['/rules/2/team', '/rules/2/id', '/fallbackTeam']);
  });
});
