import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chineseLexicon } from './chinese-lexicon.ts';
import { englishLexicon } from './english-lexicon.ts';
import type { Lexicon } from './lexicon.ts';
import { createTermMatcher } from './term-matcher.ts';
import { thaiLexicon } from './thai-lexicon.ts';

/** The list that ships, with words that a company may add. */
const withWords = (language: string, shipped: Lexicon, certain: string[], suspected: string[]) =>
  createTermMatcher(language, {
    ...shipped,
    certain: [...shipped.certain, ...certain],
    suspected: [...shipped.suspected, ...suspected],
  });
const [certainWords, suspectedWords] = [
  ['demand', 'overcharged', 'no one called back', "won't be back", 'complain', 'complaint'],
  ['disappoint', 'bad', 'late', 'problem', 'wrong', 'broken'],
];
const en = withWords('en', englishLexicon, certainWords, suspectedWords);
const zh = withWords('zh', chineseLexicon, [], ['差', '很差', '失望', '很失望']);
const th = withWords('th', thaiLexicon, ['บริการแย่มาก'], ['แย่', 'ปัญหา', 'มีปัญหา']);
const tiny = (language: string, lexicon: Partial<typeof englishLexicon>) =>
  createTermMatcher(language, { certain: [], suspected: [], harmless: [], negations: [], ...lexicon });

describe('English', () => {
  it('finds whole words in any regular form and letter case', () => {
    expect(en('I demand REFUNDS, now.').certain).toEqual(['demand', 'refund']);
    expect(en('They overcharged me; refunding was refused').certain).toContain('overcharged');
    expect(en('The refundable deposit').certain).toEqual([]);
    expect(en('Complaintless').certain).toEqual([]);
  });

  it('prefers the longest phrase', () => {
    expect(en('no one called back')).toEqual({ certain: ['no one called back'], critical: [], suspected: [] });
  });

  it('reads typographic apostrophes like plain ones', () => {
    expect(en('I won’t be back').certain).toEqual(["won't be back"]);
  });

  it('drops what is negated shortly before in the same clause, but no further', () => {
    const read = tiny('en', { suspected: ['bad'], negations: ['not', "n't"] });
    expect(read('It was not bad').suspected).toEqual([]);
    expect(read("It wasn't that bad").suspected).toEqual([]);
    expect(read('I did not like it, bad food').suspected).toEqual(['bad']);
    expect(read('Not that I would ever have called it bad').suspected).toEqual(['bad']);
  });

  it('keeps a term that ignores negation', () => {
    expect(en('I got no refund').certain).toEqual(['refund']);
  });

  it('ignores harmless phrases', () => {
    expect(en('No complaints at all, no problem, can’t go wrong here')).toEqual({
      certain: [],
      critical: [],
      suspected: [],
    });
  });
});

describe('Chinese', () => {
  it('finds terms without any boundary, simplified and traditional', () => {
    expect(zh('我要投诉你们的服务').certain).toEqual(['投诉']);
    expect(zh('我要投訴你們').certain).toEqual(['投訴']);
  });

  it('matches the longest term, so that a harmless word hides what is in it', () => {
    expect(zh('我出差时住过，差不多').suspected).toEqual([]);
    expect(zh('房间很差').suspected).toEqual(['很差']);
  });

  it('drops what is negated directly before, and keeps what is not', () => {
    expect(zh('没有失望').suspected).toEqual([]);
    expect(zh('性价比不差').suspected).toEqual([]);
    expect(zh('很失望').suspected).toEqual(['很失望']);
    expect(zh('没有退款').certain).toEqual(['退款']);
  });
});

describe('Thai', () => {
  it('finds terms between other words, which have no spaces', () => {
    expect(th('ผมขอร้องเรียนพนักงานครับ').certain).toEqual(['ขอร้องเรียน']);
    expect(th('บริการแย่มากกกก').certain).toEqual(['บริการแย่มาก']);
  });

  it('does not find a term inside another word', () => {
    expect(th('เขาแย่งกันซื้อ')).toEqual({ certain: [], critical: [], suspected: [] });
  });

  it('drops what is negated directly before', () => {
    expect(th('ไม่แย่').suspected).toEqual([]);
    expect(th('ไม่มีปัญหาครับ').suspected).toEqual([]);
    expect(th('มีปัญหา').suspected).toEqual(['มีปัญหา']);
  });
});

describe('a critical term', () => {
  const read = tiny('en', {
    critical: ['refund!'],
    context: ['want', 'no'],
    thanks: ['thanks for'],
    suspected: ['late'],
  });

  it('is meant when its clause has a context word, before or after it, and stands alone otherwise', () => {
    expect(read('I want a refund')).toMatchObject({ certain: ['refund'], critical: [] });
    expect(read('A refund is all we want')).toMatchObject({ certain: ['refund'] });
    expect(read('No refund')).toMatchObject({ certain: ['refund'] });
    expect(read('A refund. I want to say that')).toMatchObject({ certain: [], critical: ['refund'] });
    expect(read(`I want ${'so '.repeat(9)} refund`)).toMatchObject({ certain: [], critical: ['refund'] });
  });

  it('is nothing after thanks in the same clause', () => {
    expect(read('Thanks for the quick refund')).toEqual({ certain: [], critical: [], suspected: [] });
    expect(read('Thanks for that, I want a refund')).toMatchObject({ certain: ['refund'] });
    expect(read('Thanks for the late refund')).toMatchObject({ critical: ['refund'], suspected: ['late'] });
  });
});

describe('any word list', () => {
  it('works for a language without a tokenizer of its own', () => {
    const fr = tiny('fr', { certain: ['remboursez moi', 'arnaque'], negations: ['pas'] });
    expect(fr("C'est une ARNAQUE ! Remboursez-moi").certain).toEqual(['arnaque', 'remboursez moi']);
    expect(fr('pas une arnaque').certain).toEqual([]);
  });

  it('never fails on a text, and finds each term once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        for (const read of [en, zh, th]) {
          const { certain } = read(`${text} ${text}`);
          expect(new Set(certain).size).toBe(certain.length);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('finds each of its terms alone', () => {
    for (const [read, lexicon] of [
      [en, englishLexicon],
      [zh, chineseLexicon],
      [th, thaiLexicon],
    ] as const) {
      for (const force of ['certain', 'critical', 'suspected'] as const) {
        const lost = lexicon[force]?.filter((term) => {
          const { certain, critical, suspected } = read(term.replace(/!$/, ''));
          return certain.length + critical.length + suspected.length === 0;
        });
        expect(lost).toEqual([]);
      }
    }
  });
});
