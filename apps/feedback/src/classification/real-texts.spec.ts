import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { createClassifier } from './classifier.ts';
import { defaultPolicy } from './complaint-policy.ts';
import { detectLanguage } from './detect-language.ts';
import { shippedModels } from './text-model/shipped-models.cache.ts';

const folder = join(import.meta.dirname, '../../../../../shared/data');
type Row = Readonly<Record<string, string>>;
const rowsOf = (file: string): Row[] => parse(readFileSync(join(folder, file)), { columns: true });
const classify = createClassifier(defaultPolicy, shippedModels());
/** A good review with such words mostly names something that was bad. */
const reservations = /但|不过|就是|可惜|缺点|不足|遗憾|欠缺|唯一|只是|有点|稍|不太|隔音|不方便|建议/;
const none = { nps: null, csat: null, ces: null, ratings: [], factors: [] };

/** The share of each verdict, by the text alone. */
function shares(texts: readonly string[]) {
  const verdicts = texts.map(
    (text) => classify({ kind: null, category: null, text, language: detectLanguage(text), answers: none }).verdict,
  );
  const share = (verdict: string) => verdicts.filter((one) => one === verdict).length / texts.length;
  return { certain: share('certain'), suspected: share('suspected'), none: share('none') };
}

// The real texts are no part of the repository: where they do not lie beside it, nothing is checked.
(existsSync(folder) ? describe : describe.skip)('the shipped models and word lists on real texts', () => {
  it('recognise complaints to a bank regulator', () => {
    const narratives = rowsOf('cfpb-complaints.csv').flatMap(({ narrative }) => (narrative ? [narrative] : []));
    const { certain, none: missed } = shares(narratives);
    expect(narratives.length).toBeGreaterThan(900);
    expect(certain).toBeGreaterThan(0.7);
    expect(missed).toBeLessThan(0.12);
  });

  it.each([
    ['reviews-en.csv', (row: Row) => row.sentiment === 'pos' || Number(row.stars) >= 4, 0.02],
    ['reviews-zh.csv', (row: Row) => row.label === 'pos' && !reservations.test(row.text ?? ''), 0.05],
    ['feedback-th.csv', (row: Row) => row.label === 'pos', 0.02],
  ])('find few complaints in the contented texts of %s', (file, contented, atMost) => {
    const texts = rowsOf(file).flatMap((row) => (contented(row) && row.text ? [row.text] : []));
    expect(texts.length).toBeGreaterThan(200);
    expect(shares(texts).certain).toBeLessThan(atMost);
  });

  it('find many of the discontented texts of reviews-zh.csv', () => {
    const texts = rowsOf('reviews-zh.csv').flatMap(({ label, text }) => (label === 'neg' && text ? [text] : []));
    const { certain, suspected } = shares(texts);
    expect(certain + suspected).toBeGreaterThan(0.7);
  });

  // A negative message mostly complains about no company, so the rows have labels of their own.
  it('tell complaints about a company from other negative messages of feedback-th.csv', () => {
    const messages = rowsOf('feedback-th.csv');
    const found = (wanted: string) => {
      const rows = rowsOf('feedback-th-labels.csv').filter(({ label }) => label === wanted);
      const { certain, suspected } = shares(rows.map(({ row }) => messages[Number(row) - 1]?.text ?? ''));
      return certain + suspected;
    };
    expect(found('yes')).toBeGreaterThan(0.6);
    expect(found('no')).toBeLessThan(0.3);
  });
});
