import { Readable } from 'node:stream';
import exceljs from 'exceljs';
import yauzl from 'yauzl';
import { UnreadableFile } from './unreadable-file.ts';

export interface SheetRow {
  /** In the sheet, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

export const maxSheetRows = 100_000;
export const maxUnpackedWorkbookBytes = 50 * 1024 * 1024;

/** The rows of the first sheet. Throws UnreadableFile for what is no workbook, and above the limits. */
export async function* sheetRows(file: Buffer): AsyncGenerator<SheetRow> {
  await assertUnpacksSmall(file);
  try {
    const reader = new exceljs.stream.xlsx.WorkbookReader(Readable.from([file]), {
      worksheets: 'emit',
      sharedStrings: 'cache',
      styles: 'cache',
      hyperlinks: 'ignore',
      entries: 'ignore',
    });
    for await (const sheet of reader) {
      let count = 0;
      for await (const row of sheet) {
        count += 1;
        if (count > maxSheetRows + 1)
          throw new UnreadableFile('too-many-rows', `has more than ${maxSheetRows} rows; send it as CSV`);
        const cells = row.values as exceljs.CellValue[];
        yield {
          line: row.number,
          fields: Array.from({ length: Math.max(0, cells.length - 1) }, (_, at) => textOf(cells[at + 1])),
        };
      }
      return;
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : notWorkbook();
  }
}

/** Unpacks all of it once and keeps nothing: the sizes that the file itself gives may be wrong on purpose. */
function assertUnpacksSmall(file: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(file, { lazyEntries: true }, (broken, zip) => {
      if (broken || !zip) return reject(notWorkbook());
      let bytes = 0;
      const refuse = (error: UnreadableFile): void => {
        zip.close();
        reject(error);
      };
      zip.on('error', () => refuse(notWorkbook()));
      zip.on('end', () => resolve());
      zip.on('entry', (entry: yauzl.Entry) => {
        zip.openReadStream(entry, (failed, stream) => {
          if (failed || !stream) return refuse(notWorkbook());
          stream.on('error', () => refuse(bytes > maxUnpackedWorkbookBytes ? tooLarge() : notWorkbook()));
          stream.on('data', (chunk: Buffer) => {
            bytes += chunk.length;
            if (bytes > maxUnpackedWorkbookBytes) stream.destroy(tooLarge());
          });
          stream.on('end', () => zip.readEntry());
        });
      });
      zip.readEntry();
    });
  });
}

const notWorkbook = () => new UnreadableFile('not-xlsx', 'is not a workbook (.xlsx)');
const tooLarge = () =>
  new UnreadableFile(
    'unpacks-too-large',
    `unpacks to more than ${maxUnpackedWorkbookBytes / 1024 ** 2} MiB; send it as CSV`,
  );

/** A date of a sheet has no zone: it becomes the time of a clock on the wall, 2026-03-02T09:15:00. */
function textOf(value: exceljs.CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 19);
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return textOf(value.text as exceljs.CellValue);
  if ('result' in value) return textOf(value.result as exceljs.CellValue);
  return '';
}
