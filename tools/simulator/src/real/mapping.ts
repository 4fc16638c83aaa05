import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import type { FeedbackRecord } from '../records.ts';

export type Row = Readonly<Record<string, string>>;

/** How one file of somebody else's becomes feedback: write one of these for a file of your own. */
export interface Mapping {
  readonly file: string;
  /** How many rows of the file to read at most. */
  readonly rows: number;
  /** The records of a row; none where the row says nothing. `now` is for files without dates. */
  map(row: Row, index: number, now: Date): readonly FeedbackRecord[];
}

/** Reads the files that are there, row by row. A mapping whose file is missing is left out and named. */
export async function readRealData(
  folder: string,
  mappings: readonly Mapping[],
  now: Date,
): Promise<{ feedback: FeedbackRecord[]; missing: string[] }> {
  const feedback: FeedbackRecord[] = [];
  const missing: string[] = [];
  for (const mapping of mappings) {
    const path = join(folder, mapping.file);
    if (!existsSync(path)) {
      missing.push(mapping.file);
      continue;
    }
    const rows = createReadStream(path).pipe(parse({ columns: true, bom: true, to: mapping.rows }));
    let index = 0;
    for await (const row of rows) {
      feedback.push(...mapping.map(row as Row, index, now));
      index += 1;
    }
  }
  return { feedback, missing };
}

/** `Billing and payment!` -> `billing-and-payment`. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);

/** Only the fields that have a value: an empty cell is an absent answer. */
export const filled = <T extends Readonly<Record<string, unknown>>>(
  fields: T,
): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  ) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
