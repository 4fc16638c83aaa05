import { describe, expect, it } from '@jest/globals';
import { wantedLanguages } from './wanted-languages.ts';

const asking = (accept: string | undefined, language?: unknown) => ({
  query: { language },
  headers: { 'accept-language': accept },
});

describe('the languages of a reader', () => {
  it('are what the address asks for, what we know, then what the browser prefers by weight', () => {
    expect(wantedLanguages(asking('en;q=0.3, th, zh-TW;q=0.8', 'zh-Hans'), 'de')).toEqual([
      'zh-Hans',
      'de',
      'th',
      'zh-TW',
      'en',
    ]);
  });

  it('leave out what is refused or is no language', () => {
    expect(wantedLanguages(asking('*, fr;q=0, ;q=1, en;q=x', ['th', 'en']), undefined)).toEqual([]);
    expect(wantedLanguages(asking(undefined), undefined)).toEqual([]);
  });
});
