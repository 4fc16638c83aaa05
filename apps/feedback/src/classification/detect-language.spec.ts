import { describe, expect, it } from '@jest/globals';
import { detectLanguage, primaryLanguage } from './detect-language.ts';

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
  ])('comes from the script, else a guess: %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language);
  });

  it('is the declared one when the script does not decide', () => {
    expect(detectLanguage('RAS', 'fr')).toBe('fr');
    expect(detectLanguage('The keys did not fit', 'en-GB')).toBe('en-GB');
    expect(detectLanguage('服務很差', 'zh-Hant-HK')).toBe('zh-Hant-HK');
  });

  it('is not the declared one when the script decides otherwise', () => {
    expect(detectLanguage('服务很差', 'en')).toBe('zh');
  });

  it('is that of the customer when neither script nor source decide (case 32)', () => {
    expect(detectLanguage('Terrible wifi', null, 'de')).toBe('de');
    expect(detectLanguage('RAS', 'fr', 'en')).toBe('fr');
    expect(detectLanguage('品質が悪い', null, 'en')).toBe('ja');
    expect(detectLanguage('品質最悪', null, 'ja')).toBe('ja');
    expect(detectLanguage('服务很差', null, 'en')).toBe('zh');
  });

  it('is never guessed against the script, nor from a few words (case 32)', () => {
    expect(detectLanguage('Terrible wifi', null, 'th')).toBeNull();
    expect(detectLanguage('Terrible wifi')).toBeNull();
    expect(detectLanguage('The keys did not fit and nobody called back.', null, 'th')).toBe('en');
    expect(detectLanguage('Обслуживание ужасное, никто не отвечает', 'en', 'de')).not.toMatch(/^(en|de)/);
    expect(detectLanguage('Плохо', null, 'ru')).toBe('ru');
    expect(detectLanguage('Плохо', 'en', 'ru')).toBe('ru');
    expect(detectLanguage('Плохо')).toBeNull();
  });

  it('is unknown for a few letters, digits and pictures', () => {
    expect(detectLanguage('ok')).toBeNull();
    expect(detectLanguage('10/10 👍')).toBeNull();
    expect(detectLanguage('', 'th')).toBe('th');
  });

  it('selects the word list by its primary tag', () => {
    expect(primaryLanguage('zh-Hant-HK')).toBe('zh');
    expect(primaryLanguage('EN')).toBe('en');
  });
});
