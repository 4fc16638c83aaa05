import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { detectLanguage, primaryLanguage } from '../../../apps/feedback/src/classification/detect-language.ts';

/** A text to learn from or to be judged by. */
export interface LabelledText {
  readonly text: string;
  readonly language: string;
  readonly isComplaint: boolean;
  /** How much it counts, 1 for a label that a person gave. */
  readonly weight: number;
  /** The file or the kind it comes from. */
  readonly source: string;
  /** Texts of one group never stand in training and test at once. */
  readonly group: string;
}

type Row = Readonly<Record<string, string>>;
/** What a row says: a complaint (1), none (0), or nothing to learn from (null); and how far that is trusted. */
type Label = readonly [complaint: 0 | 1 | null, trust?: number];

const nothing: Label = [null];
const byWord = (label: string | undefined): Label => (label === 'yes' ? [1] : label === 'no' ? [0] : nothing);
const bySentiment = (label: string | undefined, trust: number): Label =>
  label === 'neg' ? [1, trust] : label === 'pos' ? [0, trust] : nothing;

/** How the labels of the public files are read. Every other file has the columns text, label (yes or no), language?. */
const recipes: Readonly<Record<string, { text?: string; label: (row: Row) => Label }>> = {
  'cfpb-complaints.csv': { text: 'narrative', label: () => [1] },
  'reviews-en.csv': {
    label: ({ sentiment, stars }) => {
      if (sentiment) return bySentiment(sentiment, 1);
      const given = Number(stars);
      return given <= 2 ? [1] : given === 3 ? [1, 0.7] : given === 5 ? [0, 0.8] : nothing;
    },
  },
  'reviews-zh.csv': {
    label: ({ label, text = '' }) => (label === 'pos' && reservations.test(text) ? nothing : bySentiment(label, 0.8)),
  },
  'feedback-th.csv': { label: ({ label }) => (label === 'neg' ? nothing : [0]) },
  'callcentre-th.csv': {
    label: ({ action, text = '' }) => {
      if (action === 'report') return [1, 0.5];
      return faultWords.test(text) ? nothing : [0];
    },
  },
};
/** A good review with such words often has a complaint in it. */
const reservations = /但|不过|就是|可惜|缺点|不足|遗憾|欠缺|唯一|只是|有点|稍|不太|隔音|不方便|建议/;
/** An enquiry with such words is often a report of a fault. */
const faultWords = /ไม่|ทำไม|ตัด|เกิน|ผิด|ระงับ|ล็อ[กค]|เสีย|ปัญหา|หาย|หลุด|ช้า/;

const readCsv = (path: string): Row[] =>
  parse(readFileSync(path), { columns: true, bom: true, relax_column_count: true });

/** One page of `GET /v1/triage-decisions`, or a list of pages. */
function readPages(path: string): Row[] {
  const pages = [JSON.parse(readFileSync(path, 'utf8'))].flat() as { items: Row[] }[];
  return pages.flatMap(({ items }) => items);
}

/** The texts of a file with the number of their row, from 1. */
export function readDataFile(path: string): { row: number; text: string; label: Label; language: string | null }[] {
  const file = basename(path);
  const rows = file.endsWith('.json') ? readPages(path) : readCsv(path);
  const recipe = recipes[file];
  return rows.map((row, at) => {
    const text = (row[recipe?.text ?? 'text'] ?? '').trim();
    const label = recipe?.label(row) ?? byWord(row.label);
    return {
      row: at + 1,
      text,
      label,
      language: (row.language && primaryLanguage(row.language)) || languageOf(file, text),
    };
  });
}

function languageOf(file: string, text: string): string | null {
  const ofFile = /-(en|zh|th)(?:-[a-z]+)?\.csv$/.exec(file)?.[1] ?? (file.startsWith('cfpb') ? 'en' : null);
  const language = ofFile ?? detectLanguage(text);
  return language && primaryLanguage(language);
}

const rowKey = (file: string, row: number) => `${file}:${row}`;

/**
 * Reads what the files say. `feedback-th-labels.csv` has no texts: its labels are those of the rows of the file
 * `feedback-th.csv` beside it. What stands in `testRows` comes back apart, with the label given there.
 */
export function readLabelledTexts(paths: readonly string[], testRows: ReadonlyMap<string, TestRow>) {
  const training: LabelledText[] = [];
  const test: (LabelledText & TestRow)[] = [];
  const corrections = correctedLabels(paths);
  for (const path of paths) {
    const file = basename(path);
    if (file.endsWith('-labels.csv')) continue;
    for (const { row, text, label: own, language } of readDataFile(path)) {
      const key = rowKey(file, row);
      const [complaint, trust = 1] = corrections.get(key) ?? own;
      if (!text || language === null) continue;
      const common = { text, language, source: file, group: key };
      const asTest = testRows.get(key);
      if (asTest) test.push({ ...common, ...asTest, weight: 1 });
      else if (complaint !== null) training.push({ ...common, isComplaint: complaint === 1, weight: trust });
    }
  }
  return { training, test };
}

function correctedLabels(paths: readonly string[]): Map<string, Label> {
  const files = paths.filter((path) => path.endsWith('-labels.csv'));
  return new Map(
    files.flatMap((path) =>
      (parse(readFileSync(path), { columns: true }) as Row[]).map(
        ({ row, label }) => [rowKey(basename(path).replace('-labels', ''), Number(row)), byWord(label)] as const,
      ),
    ),
  );
}

export interface TestRow {
  readonly isComplaint: boolean;
  /** `development` while examples were still written, `final` for the rows drawn and read after that. */
  readonly part: string;
}

/** Reads `test-rows.csv`: language, file, row, complaint, part. */
export function readTestRows(path: string): Map<string, TestRow> {
  const rows: Row[] = parse(readFileSync(path), { columns: true });
  return new Map(
    rows.map(({ file = '', row, complaint, part = '' }) => [
      rowKey(file, Number(row)),
      { isComplaint: complaint === 'yes', part },
    ]),
  );
}
