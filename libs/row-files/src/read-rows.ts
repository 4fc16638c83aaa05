import { csvFields, delimiterOf } from './csv-fields.ts';
import { decoderOf, type Encoding } from './encodings.ts';
import type { FileRow, RowBatch, RowFault } from './file-row.ts';
import { type RawRecord, RecordSplitter } from './record-splitter.ts';
import { type Bytes, defaultUnpackLimits, gunzip, isGzip, isZip, type UnpackLimits } from './unpack.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { maxUnpackedWorkbookBytes, sheetRows } from './xlsx-rows.ts';

export const formats = ['csv', 'ndjson', 'xlsx'] as const;
export type Format = (typeof formats)[number];

export interface ReadOptions {
  readonly format: Format;
  readonly encoding?: Encoding;
  /** True where the bytes are known to fit the encoding: then U+FFFD is a character like others. */
  readonly valid?: boolean;
  /** Of CSV; from the header unless given. */
  readonly delimiter?: string | undefined;
  /** Rows up to this number are passed over: an earlier run has read them. */
  readonly after?: number;
  readonly batchSize?: number;
  readonly limits?: UnpackLimits;
}

const defaultBatchSize = 500;
/** A piece of text is cut into records before the next one is decoded; small pieces leave room for other work between. */
const pieceBytes = 64 * 1024;
const maxHeaderLength = 64 * 1024;

/** The bytes of a file, unpacked if it is gzip. */
export async function* unpacked(file: Bytes, limits?: UnpackLimits): AsyncGenerator<Buffer> {
  const { head, all } = await peek(file);
  yield* isGzip(head) ? gunzip(all, limits) : all;
}

/**
 * Reads a file in batches of rows. Memory stays flat, whatever the length of the file or of a line; only a workbook is
 * held whole. A bad row is a row with a fault; UnreadableFile is thrown for what is wrong with the file as a whole.
 */
export async function* readRows(file: Bytes, options: ReadOptions): AsyncGenerator<RowBatch> {
  const bytes = unpacked(file, options.limits ?? defaultUnpackLimits);
  if (options.format === 'xlsx') yield* readWorkbook(bytes, options);
  else yield* readText(bytes, options);
}

/** Which format a file is in: by its first bytes, then by its name, then by its first character. */
export function formatOf(head: Uint8Array, fileName: string): Format {
  if (isZip(head)) return 'xlsx';
  const name = fileName.toLowerCase().replace(/\.gz$/, '');
  if (/\.(ndjson|jsonl)$/.test(name)) return 'ndjson';
  if (/\.(csv|tsv|txt)$/.test(name)) return 'csv';
  const first = [...head].find((byte) => byte > 0x20 && byte < 0x80);
  return first === 0x7b ? 'ndjson' : 'csv';
}

async function* readText(bytes: Bytes, options: ReadOptions): AsyncGenerator<RowBatch> {
  const reader = new TextReader(options);
  for await (const piece of decoded(bytes, options.encoding ?? 'utf-8')) {
    for (const record of reader.records(piece)) {
      const batch = reader.add(record);
      if (batch) yield batch;
    }
  }
  for (const record of reader.rest()) {
    const batch = reader.add(record);
    if (batch) yield batch;
  }
  yield reader.flush();
}

async function* decoded(bytes: Bytes, encoding: Encoding): AsyncGenerator<string> {
  const decoder = decoderOf(encoding);
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += pieceBytes) yield decoder.write(chunk.subarray(at, at + pieceBytes));
  }
  yield decoder.end();
}

interface NumberedRecord extends Pick<RawRecord, 'line' | 'text'> {
  readonly number: number;
  readonly fault?: RowFault;
}

/** From text to rows: header, records, fields. */
class TextReader {
  readonly #options: ReadOptions;
  readonly #batchSize: number;
  #splitter: RecordSplitter | undefined;
  #delimiter = ',';
  #columns: readonly string[] | null = null;
  #number = 0;
  #pending: NumberedRecord[] = [];
  /** The first text, until it shows the header and a line break. */
  #first = '';

  constructor(options: ReadOptions) {
    this.#options = options;
    this.#batchSize = options.batchSize ?? defaultBatchSize;
  }

  records(text: string): Iterable<RawRecord> {
    if (this.#splitter) return this.#splitter.push(text);
    this.#first += text;
    if (!this.#first.includes('\n') && this.#first.length < maxHeaderLength) return [];
    return this.#begin().push(this.#first);
  }

  *rest(): Iterable<RawRecord> {
    if (!this.#splitter) yield* this.#begin().push(this.#first);
    yield* this.#splitter?.end() ?? [];
  }

  #begin(): RecordSplitter {
    const first = this.#first;
    const lineBreak = first.includes('\r') && !first.includes('\n') ? '\r' : '\n';
    const csv = this.#options.format === 'csv';
    if (csv) this.#delimiter = this.#options.delimiter ?? delimiterOf(first.split(lineBreak, 1)[0] ?? '');
    this.#splitter = new RecordSplitter({ delimiter: csv ? this.#delimiter : null, lineBreak });
    return this.#splitter;
  }

  add(record: RawRecord): RowBatch | undefined {
    if (isBlank(record, this.#delimiter)) return undefined;
    if (this.#options.format === 'csv' && this.#columns === null) {
      if (record.fault) throw new UnreadableFile('no-header', `has a header that ${record.fault.detail}`);
      this.#columns = headerOf(csvFields([record.text], this.#delimiter)[0] ?? []);
      if (this.#splitter) this.#splitter.columns = this.#columns.length;
      return undefined;
    }
    this.#number += 1;
    if (this.#number <= (this.#options.after ?? 0)) return undefined;
    this.#pending.push({ ...record, number: this.#number });
    return this.#pending.length >= this.#batchSize ? this.flush() : undefined;
  }

  flush(): RowBatch {
    const records = this.#pending;
    this.#pending = [];
    if (this.#options.format === 'ndjson') return { columns: null, rows: records.map((one) => this.#fromJson(one)) };
    const columns = this.#columns;
    if (columns === null) throw new UnreadableFile('no-header', 'is empty: the first line names the columns');
    const whole = records.filter(({ fault }) => !fault).map(({ text }) => text);
    const fields = csvFields(whole, this.#delimiter).values();
    const next = ({ fault }: NumberedRecord) => (fault ? [] : (fields.next().value ?? []));
    return { columns, rows: records.map((one) => this.#fromFields(one, columns, next(one))) };
  }

  #fromFields(record: NumberedRecord, columns: readonly string[], fields: readonly string[]): FileRow {
    const { number, line, text, fault = this.#undecodable(text) } = record;
    if (fault) return { number, line, original: [text], fault };
    return tableRow({ number, line }, columns, fields);
  }

  #fromJson({ number, line, text, fault = this.#undecodable(text) }: NumberedRecord): FileRow {
    const original = [text];
    if (fault) return { number, line, original, fault };
    const values = jsonOf(text);
    if (typeof values === 'object' && values !== null && !Array.isArray(values))
      return { number, line, original, values: values as Record<string, unknown> };
    return { number, line, original, fault: { code: 'not-json', detail: 'is not a JSON object' } };
  }

  #undecodable(text: string): RowFault | undefined {
    if (this.#options.valid || !text.includes('\ufffd')) return undefined;
    return { code: 'wrong-characters', detail: `has bytes that are not ${this.#options.encoding ?? 'utf-8'}` };
  }
}

async function* readWorkbook(bytes: Bytes, options: ReadOptions): AsyncGenerator<RowBatch> {
  const batchSize = options.batchSize ?? defaultBatchSize;
  let columns: readonly string[] | undefined;
  let rows: FileRow[] = [];
  let number = 0;
  for await (const { line, fields } of sheetRows(await whole(bytes))) {
    if (fields.every((field) => field.trim() === '')) continue;
    if (!columns) {
      columns = headerOf(fields);
      continue;
    }
    number += 1;
    if (number <= (options.after ?? 0)) continue;
    // A sheet does not store the empty cells at the end of a row.
    const padded =
      fields.length < columns.length ? [...fields, ...Array(columns.length - fields.length).fill('')] : fields;
    rows.push(tableRow({ number, line }, columns, padded));
    if (rows.length < batchSize) continue;
    yield { columns, rows };
    rows = [];
  }
  if (!columns) throw new UnreadableFile('no-header', 'is empty: the first row names the columns');
  yield { columns, rows };
}

function tableRow(
  at: Pick<FileRow, 'number' | 'line'>,
  columns: readonly string[],
  original: readonly string[],
): FileRow {
  if (original.length !== columns.length) {
    const detail = `has ${original.length} fields; the header has ${columns.length}`;
    return { ...at, original, fault: { code: 'wrong-field-count', detail } };
  }
  const values: Record<string, unknown> = Object.create(null);
  for (const [index, column] of columns.entries()) {
    const field = original[index];
    if (field) values[column] = field;
  }
  return { ...at, original, values };
}

function headerOf(fields: readonly string[]): string[] {
  const columns = fields.map(
    (field, at) =>
      field
        .replace(/\p{Cc}|\ufeff/gu, '')
        .toWellFormed()
        .trim() || `column ${at + 1}`,
  );
  const repeated = columns.find((column, at) => columns.indexOf(column) < at);
  if (repeated !== undefined) throw new UnreadableFile('repeated-column', `has two columns with the name ${repeated}`);
  return columns;
}

function isBlank({ text, fault }: RawRecord, delimiter: string): boolean {
  if (fault) return false;
  if (text === '') return true;
  const first = text.charAt(0);
  if (first !== delimiter && first !== '"' && first.trim() !== '') return false;
  return text.replaceAll(delimiter, '').replaceAll('"', '').trim() === '';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function peek(file: Bytes): Promise<{ head: Uint8Array; all: Bytes }> {
  const iterator = file[Symbol.asyncIterator]();
  const first = await iterator.next();
  async function* all() {
    try {
      for (let next = first; !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head: first.done ? new Uint8Array() : first.value, all: all() };
}

async function whole(bytes: Bytes): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > maxUnpackedWorkbookBytes)
      throw new UnreadableFile('unpacks-too-large', 'is larger than a workbook may be; send it as CSV');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
