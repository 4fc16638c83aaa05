import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { searchableText, tokensOf } from './search-words.ts';

describe('the words of a text', () => {
  it('are separated by spaces and punctuation, and folded', () => {
    expect(searchableText('The KEYS (e-mail) didn’t fit: 5kg!').words).toBe('the keys e mail didn t fit 5kg');
  });

  it('keep their accents and marks', () => {
    expect(searchableText('Größe über Überraschung हिन्दी').words).toBe('größe über überraschung हिन्दी');
  });
});

describe('scripts without spaces', () => {
  it('are cut into overlapping ngrams with their places', () => {
    expect(searchableText('漏水了').ngrams).toBe("'漏水':1 '水了':2 '了':3");
    expect(searchableText('รั่ว').ngrams).toBe("'รั่':1 'ั่ว':2 '่ว':3 'ว':4");
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
