import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readLabelledTexts, readTestRows } from './data-files.ts';
import { readExamples } from './own-examples.ts';

const folder = mkdtempSync(join(tmpdir(), 'harken-training-'));
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe('the data of the training', () => {
  it('is text, label and language, where yes is a complaint and an empty label says nothing', () => {
    const path = file('triage.csv', 'text,label,language\nNo answer,yes,en\n很好,no,\nPerhaps,,en\n');
    const { training } = readLabelledTexts([path], new Map());
    expect(training.map(({ text, isComplaint, language }) => [text, isComplaint, language])).toEqual([
      ['No answer', true, 'en'],
      ['很好', false, 'zh'],
    ]);
  });

  it('is also pages of decisions as the API gives them', () => {
    const decision = { text: '没人回复', label: 'yes', language: 'zh-Hans' };
    const path = file(
      'decisions.json',
      JSON.stringify([{ items: [decision] }, { items: [{ ...decision, text: null }] }]),
    );
    const { training } = readLabelledTexts([path], new Map());
    expect(training).toMatchObject([{ text: '没人回复', isComplaint: true, language: 'zh' }]);
  });

  it('keeps the rows of the test apart, with the label that the test gives them', () => {
    const rows = readTestRows(file('rows.csv', 'language,file,row,complaint,part\nen,shop-en.csv,2,yes,final\n'));
    const path = file('shop-en.csv', 'text,label\nfine,no\nso so,no\n');
    const { training, test } = readLabelledTexts([path], rows);
    expect(training.map(({ text }) => text)).toEqual(['fine']);
    expect(test.map(({ text, isComplaint }) => [text, isComplaint])).toEqual([['so so', true]]);
  });

  it('reads examples with alternatives, all of one line in one group', () => {
    const path = file('examples.txt', '# waits\n+ {one|two|three} hours {late|too late}\n- thanks\n\nnothing\n');
    const examples = readExamples(path, 'en');
    expect(examples.filter(({ isComplaint }) => isComplaint)).toHaveLength(6);
    expect(new Set(examples.map(({ group }) => group)).size).toBe(2);
    expect(examples.every(({ source, text }) => source === 'waits' && !/[{|}]/.test(text))).toBe(true);
    expect(readExamples(path, 'en')).toEqual(examples);
  });
});
