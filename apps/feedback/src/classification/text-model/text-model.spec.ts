import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { modelFile, shippedModels } from './shipped-models.cache.ts';
import { bucketCount, modelLanguages, visitFeatures } from './text-features.ts';
import { byteOf, createTextModel, type TextModel, weightOf } from './text-model.ts';

const modelOf = (language: string): TextModel => {
  const model = shippedModels().get(language);
  if (!model) throw new TypeError(`There is no model of ${language}.`);
  return model;
};
const bucketsOf = (text: string, language: string): number[] => {
  const buckets: number[] = [];
  visitFeatures(text, language, (bucket) => buckets.push(bucket));
  return buckets;
};

describe.each(modelLanguages)('the text model of %s', (language) => {
  it('is at most 3 MB and has thresholds in order', () => {
    expect(statSync(modelFile(language)).size).toBeLessThan(3_000_000);
    const { suspected, certain } = modelOf(language).header.thresholds;
    expect([suspected > 0.2, certain > suspected, certain < 1]).toEqual([true, true, true]);
  });

  it('gives every text a probability and phrases of its own', () => {
    const model = modelOf(language);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const probability = model.probability(text);
        expect(probability >= 0 && probability <= 1).toBe(true);
        expect(model.probability(text)).toBe(probability);
        expect(model.explain(text).length).toBeLessThanOrEqual(3);
      }),
      { numRuns: 200 },
    );
  });

  it('tells complaints that nobody trained it with from everything else', () => {
    const model = modelOf(language);
    const lines = readFileSync(
      join(import.meta.dirname, `../../../../../tools/text-model/src/challenges-${language}.txt`),
      'utf8',
    ).split('\n');
    const meanOf = (mark: string) => {
      const texts = lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(1));
      expect(texts.length).toBeGreaterThan(10);
      return texts.reduce((sum, text) => sum + model.probability(text), 0) / texts.length;
    };
    expect(meanOf('+') - meanOf('-')).toBeGreaterThan(0.15);
  });
});

describe('a text model', () => {
  it.each([
    ['en', 'The zip broke and nobody answers my e-mails', 'Lovely stay, we will come back'],
    ['zh', '空调坏了，打了三次电话没人来修', '房间干净，服务很好，下次还来'],
    ['th', 'รอสองชั่วโมงไม่มีใครมาบริการ แย่มาก', 'อร่อยมาก พนักงานน่ารัก จะมาอีก'],
  ])('finds what a complaint says without a listed word, and not praise (%s)', (language, complaint, praise) => {
    const { probability, header } = modelOf(language);
    expect(probability(complaint)).toBeGreaterThan(header.thresholds.suspected);
    expect(probability(praise)).toBeLessThan(header.thresholds.suspected);
  });

  it('explains itself by the phrases that speak for a complaint', () => {
    const text = 'We liked the garden, but the waiter was rude and my soup was cold.';
    const phrases = modelOf('en').explain(text);
    expect(phrases.every((phrase) => text.toLowerCase().includes(phrase))).toBe(true);
    expect(phrases.join(' ')).toMatch(/rude|cold/);
    expect(modelOf('en').explain(text, { against: true }).join(' ')).not.toMatch(/rude/);
  });

  it('reads traditional Chinese like simplified, any digits alike, and Thai as it is typed', () => {
    expect(bucketsOf('電視壞了', 'zh')).toEqual(bucketsOf('电视坏了', 'zh'));
    expect(bucketsOf('Waited 45 minutes', 'en')).toEqual(bucketsOf('waited 30 minutes', 'en'));
    expect(bucketsOf('น้ําไม่ไหล', 'th')).toEqual(bucketsOf('น้ำไม่ไหล', 'th'));
    expect(bucketsOf('Call {phone} XXXX sooooo slow', 'en')).toEqual(bucketsOf('call soo slow', 'en'));
  });

  it('counts a feature once, so that repeating a word does not help', () => {
    const buckets = bucketsOf('refund refund refund refund', 'en');
    expect(buckets.length).toBeLessThan(2 * bucketsOf('refund refund', 'en').length);
  });

  it('joins what stands between a negation and its word', () => {
    const shared = (a: string, b: string) => {
      const other = new Set(bucketsOf(b, 'en'));
      return bucketsOf(a, 'en').filter((bucket) => other.has(bucket)).length;
    };
    expect(shared('cannot log', 'cannot ever xyz log')).toBeGreaterThan(shared('cannot log', 'can ever xyz log'));
  });

  it('keeps a weight within a hundredth of the largest when it becomes a byte', () => {
    for (const weight of [0, 1, -1, 0.5, -0.25, 0.01, 0.003]) {
      expect(Math.abs(weightOf(byteOf(weight)) - weight)).toBeLessThan(0.01);
    }
  });

  it('is a linear sum of its features, calibrated', () => {
    const header = {
      language: 'en',
      version: 'test',
      scale: 1,
      bias: -2,
      calibration: { slope: 2, intercept: 1 },
      thresholds: { suspected: 0.5, certain: 0.9 },
    };
    const { probability } = createTextModel(header, new Int8Array(bucketCount));
    expect(probability('anything')).toBeCloseTo(1 / (1 + Math.exp(3)), 12);
  });
});
