import { describe, expect, it } from '@jest/globals';
import { languageOf, primaryLanguage } from './language.ts';

describe('the language of a text', () => {
  it.each([
    ['服务态度很差，再也不来了', 'zh'],
    ['送貨延誤咗三日，冇人覆電話', 'zh'],
    ['บริการแย่มาก ไม่มีใครรับสาย', 'th'],
    ['iPhone 15 Pro Max ของผมเสียครับ', 'th'],
    ['サービスが悪い', 'ja'],
    ['서비스가 나빠요', 'ko'],
    ['The keys did not fit and nobody called back.', 'en'],
    ['Il y a très peu de caisse ouverte', 'fr'],
  ])('is read from its script, then guessed: %s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });

  it('is what the source says where the script leaves it open', () => {
    expect(languageOf('RAS', 'fr')).toBe('fr');
    expect(languageOf('The keys did not fit', 'en-GB')).toBe('en-GB');
    expect(languageOf('服務很差', 'zh-Hant-HK')).toBe('zh-Hant-HK');
  });

  it('is not what the source says when the script says otherwise', () => {
    expect(languageOf('服务很差', 'en')).toBe('zh');
  });

  it('is unknown for a few letters, digits and pictures', () => {
    expect(languageOf('ok')).toBeNull();
    expect(languageOf('10/10 👍')).toBeNull();
    expect(languageOf('', 'th')).toBe('th');
  });

  it('has word lists by its primary tag', () => {
    expect(primaryLanguage('zh-Hant-HK')).toBe('zh');
    expect(primaryLanguage('EN')).toBe('en');
  });
});
