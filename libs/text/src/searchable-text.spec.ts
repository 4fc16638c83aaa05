import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nameQuery, nameVector, searchableText, tokensOf } from './searchable-text.ts';

describe('the words of a text', () => {
  it('are separated by spaces and punctuation, and folded', () => {
    expect(searchableText('The KEYS (e-mail) didn’t fit: 5kg!').words).toBe('the keys e mail didn t fit 5kg');
  });

  it.each([
    ['Le problème du Café', 'le probleme du cafe'],
    ['Crème brûlée, señor', 'creme brulee senor'],
    ['Tủ lạnh hỏng, Đà Nẵng', 'tu lanh hong da nang'],
    ['Straße GROẞ Ærø Łódź', 'strasse gross aero lodz'],
    ['Καφές καφες', 'καφεσ καφεσ'],
    ['ｆｕｌｌ ｗｉｄｔｈ', 'full width'],
  ])('lose their accents, and ß is ss: %s (case 14)', (text, words) => {
    expect(searchableText(text).words).toBe(words);
    expect(searchableText(text.normalize('NFD')).words).toBe(words);
  });

  it('have umlauts in both spellings (case 14)', () => {
    expect(searchableText('Der Kühlschrank').words).toBe('der kuhlschrank kuehlschrank');
  });

  it('keep marks that are letters of their own (case 14)', () => {
    expect(searchableText('हिन्दी').words).toBe('हिन्दी');
    expect(searchableText('ｶﾞｽ が か').ngrams).toBe("'ガス':1 'ス':2 'が':4 'か':6");
  });
});

describe('scripts without spaces', () => {
  it('are cut into overlapping ngrams with their places', () => {
    expect(searchableText('漏水了').ngrams).toBe("'漏水':1 '水了':2 '了':3");
    expect(searchableText('รั่ว').ngrams).toBe("'รั่':1 'ั่ว':2 '่ว':3 'ว':4");
  });

  it('are like Korean, whose particles stick to the noun (case 14)', () => {
    expect(searchableText('배송이 너무').ngrams).toBe("'배송':1 '송이':2 '이':3 '너무':5 '무':6");
    expect(searchableText('배송이'.normalize('NFD')).ngrams).toBe(searchableText('배송이').ngrams);
  });

  it('leave the words around them to the stemmer', () => {
    expect(tokensOf('房屋leaking มาก').map(({ text, size }) => [text, size])).toEqual([
      ['房屋', 2],
      ['leaking', null],
      ['มาก', 3],
    ]);
  });

  it('have a gap between runs', () => {
    expect(searchableText('漏。水').ngrams).toBe("'漏':1 '水':3");
  });

  it('end where PostgreSQL stops to number places', () => {
    const places = searchableText('水'.repeat(20_000)).ngrams.split(' ');
    expect(places).toHaveLength(16_383);
  });
});

it('names are kept whole', () => {
  expect(searchableText(null, ['C-2026-000042'])).toEqual({ words: '', ngrams: "'c-2026-000042'" });
});

it('nothing in a text can end a lexeme early', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const { words, ngrams } = searchableText(text);
      expect(words).toMatch(/^[\p{L}\p{M}\p{N} ]*$/u);
      expect(ngrams).toMatch(/^(?:'[^'\\\s]+':\d+(?: |$))*$/u);
    }),
  );
});

describe('a name', () => {
  it('of a script without spaces is found with and without the space between its parts', () => {
    expect(nameVector('สม ใจ', ['crm-1'])).toBe(nameVector('สมใจ', ['crm-1']));
    expect(nameVector('Ann Lee', [])).not.toBe(nameVector('AnnLee', []));
  });

  it('is looked for by the beginning of each word, and as a whole', () => {
    expect(nameQuery('Jai Som')).toBe("(('jai':*) & ('som':*)) | 'jai som':*");
    expect(nameQuery("o'neil \\ ")).toContain("'neil':*");
    expect(nameQuery(' ')).toBeNull();
  });
});
