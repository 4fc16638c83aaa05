import { describe, expect, it } from '@jest/globals';
import { proposeThemes, type UnthemedText } from './propose-themes.ts';
import { termsOf } from './terms-of.ts';

let next = 0;
const said = (language: string, text: string): UnthemedText => {
  next += 1;
  return { feedbackId: `f-${next}`, text, terms: termsOf(text, language) };
};
const many = (count: number, make: (at: number) => UnthemedText) => Array.from({ length: count }, (_, at) => make(at));
const everyday = ['the room was fine', 'we liked the garden', 'the bed was soft', 'nice walk to the beach'];
const usual =
  (language = 'en') =>
  (at: number) =>
    said(language, everyday[at % everyday.length] ?? '');

describe('proposed themes', () => {
  it('are words that rose beyond chance, the longest run of them, with typical texts', () => {
    const risen = many(12, (at) => said('en', `The new app asks for the code ${at % 2 ? 'again' : 'every time'}`));
    const now = [...many(200, usual()), ...risen];
    const past = many(600, usual());
    const [first, ...others] = proposeThemes('en', now, past);
    expect(first).toMatchObject({ language: 'en', n: 12, texts: 212, before: { n: 0, texts: 600 } });
    expect(['the new app', 'new app asks', 'app asks for', 'asks for the', 'for the code']).toContain(first?.term);
    expect(first?.p).toBeLessThan(1e-6);
    expect(first?.quotes).toHaveLength(5);
    expect(first?.quotes.every(({ text }) => text.includes('new app'))).toBe(true);
    expect(others).toEqual([]);
  });

  it.each([
    ['zh', '新应用总是要求输入验证码', /应用|验证码/],
    ['th', 'แอปใหม่ถามรหัสซ้ำๆ', /แอป|รหัส/],
  ])('are found without spaces between words (%s)', (language, text, expected) => {
    const plain = language === 'zh' ? '房间很干净' : 'ห้องสะอาดดี';
    const now = [...many(100, () => said(language, plain)), ...many(8, () => said(language, text))];
    const [first] = proposeThemes(
      language,
      now,
      many(300, () => said(language, plain)),
    );
    expect(first?.term).toMatch(expected);
    expect(first?.n).toBe(8);
  });

  it('are none where nothing rose: chance alone proposes at most one in twenty times', () => {
    let state = 7;
    // mulberry32
    const random = (below: number) => {
      state = (state + 0x6d2b_79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
    };
    const word = () => `word${String.fromCharCode(97 + random(26), 97 + random(8))}`;
    const noise = () => said('en', `${word()} ${word()} ${word()}`);
    const trials = many(40, () => noise()).map(() => proposeThemes('en', many(150, noise), many(450, noise)).length);
    expect(trials.filter((count) => count > 0).length).toBeLessThanOrEqual(5);
  });
});

describe('the terms of a text', () => {
  it('are its words and runs of up to three, which end at signs', () => {
    expect([...termsOf('Lift broken, again!', 'en')].sort()).toEqual(['again', 'broken', 'lift', 'lift broken']);
  });
});
