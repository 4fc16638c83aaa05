import { describe, expect, it } from '@jest/globals';
import { createThemeMatcher } from './theme-matcher.ts';
import { assertValidThemes, type Theme } from './themes.ts';

const theme = (id: string, words: Theme['words'], examples: string[] = []): Theme => ({
  ...{ id, names: { en: id }, words, examples },
});
const themes = {
  themes: [
    theme('delivery', { en: ['parcel', 'delivery'], zh: ['快递'], th: ['พัสดุ'] }),
    theme('delivery-time', { en: ['delivery time', 'late parcel'] }),
    theme('staff', { en: ['staff', 'parcel'], zh: ['店员'], fr: ['personnel'] }),
  ],
};
const match = createThemeMatcher(themes);

describe('the words of themes', () => {
  it.each([
    ['English, in its regular forms', 'Two PARCELS never came', 'en-GB', ['delivery', 'staff']],
    ['Chinese, traditional like simplified', '快遞還沒到', 'zh-Hant', ['delivery']],
    ['Thai, at the edges of words', 'ยังไม่ได้รับพัสดุเลย', 'th', ['delivery']],
    ['English in a Thai text', 'พนักงาน staff ดีมาก', 'th', ['staff']],
    ['English where the language is unknown', 'parcel?', null, ['delivery', 'staff']],
    ['a language without rules of its own', 'Le personnel est charmant', 'fr', ['staff']],
  ])('are found in %s', (_, text, language, expected) => {
    expect(match(text, language).sort()).toEqual(expected);
  });

  it('are phrases too, of which the longest counts', () => {
    expect(match('What is the delivery time?', 'en')).toEqual(['delivery-time']);
  });

  it('are not parts of other words, and not words of another language', () => {
    expect(match('The flagstaff was fine', 'en')).toEqual([]);
    expect(match('personnel', 'en')).toEqual([]);
  });
});

describe('a list of themes', () => {
  const refused = (...list: Theme[]) => {
    try {
      assertValidThemes({ themes: list });
      return [];
    } catch (error) {
      return (error as { errors: { pointer: string; code: string }[] }).errors.map(
        ({ pointer, code }) => `${pointer} ${code}`,
      );
    }
  };

  it('has each theme once, with words or at least three examples', () => {
    expect(refused(...themes.themes)).toEqual([]);
    expect(refused(theme('a', { en: ['x'] }), theme('a', { en: ['y'] }))).toEqual(['/themes/1/id repeated']);
    expect(refused(theme('a', { en: [] }))).toEqual(['/themes/0/words required']);
    expect(refused(theme('a', {}, ['One.', 'Two.']))).toEqual(['/themes/0/examples too-few']);
  });
});
