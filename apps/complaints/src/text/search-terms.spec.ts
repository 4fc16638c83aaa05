import { Invalid } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import { parseSearch } from './search-terms.ts';

describe('a search', () => {
  it('has words, phrases and excluded words', () => {
    expect(parseSearch('Keys "did not fit" -garage e-mail')).toEqual({
      all: [{ words: 'keys' }, { words: 'did not fit' }, { words: 'e mail' }],
      none: [{ words: 'garage' }],
    });
  });

  it('finds a part of a text without spaces by its pieces, one after the other', () => {
    expect(parseSearch('漏水严').all).toEqual([{ lexemes: "'漏水' <-> '水严'" }]);
    expect(parseSearch('กุญแจ').all).toEqual([{ lexemes: "'กุญ' <-> 'ุญแ' <-> 'ญแจ'" }]);
  });

  it('is folded like the texts (case 14)', () => {
    expect(parseSearch('Problème STRASSE').all).toEqual([{ words: 'probleme' }, { words: 'strasse' }]);
    expect(parseSearch('배송 배송* 집').all).toEqual([
      { lexemes: "'배송'" },
      { lexemes: "'배송'" },
      { lexemes: "'집':*" },
    ]);
  });

  it('finds what is shorter than a piece by its beginning', () => {
    expect(parseSearch('水').all).toEqual([{ lexemes: "'水':*" }]);
    expect(parseSearch('ไม').all).toEqual([{ lexemes: "'ไม':*" }]);
  });

  it('takes a star for the rest of a word, and the number of a complaint whole', () => {
    expect(parseSearch('kitch* C-2026-000042').all).toEqual([{ lexemes: "'kitch':*" }, { lexemes: "'c-2026-000042'" }]);
  });

  it.each(['', ' ', '"', '!!!', '-keys', 'a '.repeat(21)])('refuses %j', (q) => {
    expect(() => parseSearch(q)).toThrow(Invalid);
  });
});
