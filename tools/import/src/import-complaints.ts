import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { type FileRow, type Mapping, missingColumns, plainMapping, readRows, rowMapper } from '@harken/row-files';
import { stringify } from 'csv-stringify/sync';
import type { HttpClient } from './http-client.ts';
import { bytesOf, confirmEncoding, type FileFacts } from './local-file.ts';
import type { ImportOptions } from './options.ts';
import { type Progress, progressBar } from './progress-bar.ts';

const rowsPerRequest = 500;

interface Result {
  readonly status: 'accepted' | 'duplicate' | 'conflict' | 'rejected';
  readonly problem?: { readonly code: string; readonly detail: string; readonly errors?: readonly Fault[] };
}
interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}
interface Refused {
  readonly row: FileRow;
  readonly code: string;
  readonly detail: string;
}

/** Maps the rows here and sends them to the service of complaints. A run that broke off is repeated: (source, id) is taken once. */
export async function importComplaints(
  options: ImportOptions,
  facts: FileFacts,
  mapping: Mapping | undefined,
  complaints: HttpClient,
): Promise<Progress> {
  if (options.dryRun) throw new Error('Complaints have no dry run.');
  const encoding = await encodingOf(options, facts, mapping);
  const valid = facts.encoding?.certainty === 'valid';
  const sender = new ComplaintSender(options, complaints, facts.lines);
  try {
    for await (const { columns, rows } of readRows(bytesOf(options.file), {
      format: facts.format,
      encoding: encoding ?? 'utf-8',
      valid,
      batchSize: rowsPerRequest,
    })) {
      if (rows.length > 0) await sender.send(rows, columns, mapperOf(mapping, columns));
    }
    return await sender.finish();
  } finally {
    sender.stop();
  }
}

function mapperOf(mapping: Mapping | undefined, columns: readonly string[] | null) {
  const used = mapping ?? (columns && plainMapping('complaints', columns));
  if (!used) return (values: Readonly<Record<string, unknown>>) => values;
  const missing = columns ? missingColumns(used, columns).filter((field) => field !== 'source') : [];
  if (missing.length > 0) throw new Error(`The file has no column for ${missing.join(', ')}.`);
  return rowMapper(used, columns);
}

async function encodingOf(options: ImportOptions, { encoding, format }: FileFacts, mapping: Mapping | undefined) {
  if (options.encoding) return options.encoding;
  if (encoding?.certainty !== 'guess' || options.confirmed) return encoding?.encoding;
  const read = { format, encoding: encoding.encoding, batchSize: 3 };
  for await (const { columns, rows } of readRows(bytesOf(options.file), read)) {
    const map = mapperOf(mapping, columns);
    const sample = rows.flatMap(({ values }) => (values ? [map(values)] : []));
    return confirmEncoding(encoding.encoding, sample);
  }
  return encoding.encoding;
}

class ComplaintSender {
  readonly #options: ImportOptions;
  readonly #complaints: HttpClient;
  readonly #bar;
  #importId: string | undefined;
  #progress: Progress = { read: 0, accepted: 0, duplicates: 0, rejected: 0 };
  #errors: WriteStream | undefined;

  constructor(options: ImportOptions, complaints: HttpClient, lines: number) {
    this.#options = options;
    this.#complaints = complaints;
    this.#bar = progressBar(lines);
  }

  async send(
    rows: readonly FileRow[],
    columns: readonly string[] | null,
    map: ReturnType<typeof rowMapper>,
  ): Promise<void> {
    const sound = rows.filter(({ values }) => values !== undefined);
    const records = sound.map(({ values = {} }) => {
      const record = map(values);
      return record.source === undefined ? { ...record, source: this.#options.source ?? 'import' } : record;
    });
    const refused: Refused[] = rows.flatMap((row) => (row.fault ? [{ row, ...row.fault }] : []));
    const results = records.length === 0 ? [] : await this.#post(records);
    for (const [at, { problem, status }] of results.entries()) {
      const row = sound[at];
      if (row && problem && (status === 'rejected' || status === 'conflict'))
        refused.push({ row, ...faultOf(problem) });
    }
    const count = (status: Result['status']) => results.filter((result) => result.status === status).length;
    this.#progress = {
      read: this.#progress.read + rows.length,
      accepted: this.#progress.accepted + count('accepted'),
      duplicates: this.#progress.duplicates + count('duplicate'),
      rejected: this.#progress.rejected + refused.length,
    };
    this.#bar.show(this.#progress);
    await this.#keep(refused, columns ?? ['line']);
  }

  async #post(records: readonly object[]): Promise<readonly Result[]> {
    const query = this.#importId ? `?importId=${encodeURIComponent(this.#importId)}` : '';
    const body = records.map((record) => JSON.stringify(record)).join('\n');
    const path = `/v1/complaints/import${query}`;
    const answer = await this.#complaints.json<{ importId: string; results: Result[] }>(
      'POST',
      path,
      body,
      'application/x-ndjson',
    );
    this.#importId = answer.importId;
    return answer.results;
  }

  async #keep(refused: readonly Refused[], columns: readonly string[]): Promise<void> {
    if (refused.length === 0) return;
    const lines = refused.map(({ row, code, detail }) => [row.number, row.line, code, detail, ...row.original]);
    const header = this.#errors ? [] : [['row', 'line', 'code', 'detail', ...columns]];
    this.#errors ??= createWriteStream(this.#options.errorsFile);
    const text = stringify([...header, ...lines], { record_delimiter: 'windows', escape_formulas: true });
    if (!this.#errors.write(text)) await once(this.#errors, 'drain');
  }

  /** The service tells of all overdue complaints of the import at once when it is finished. */
  async finish(): Promise<Progress> {
    if (this.#importId)
      await this.#complaints.json('POST', `/v1/complaints/imports/${encodeURIComponent(this.#importId)}/finish`);
    return this.#progress;
  }

  stop(): void {
    this.#bar.stop();
    if (!this.#errors) return;
    this.#errors.end();
    console.log(`The refused rows are in ${this.#options.errorsFile}.`);
  }
}

function faultOf({ code, detail, errors = [] }: NonNullable<Result['problem']>): { code: string; detail: string } {
  const [first] = errors;
  if (!first) return { code, detail };
  return { code: first.code, detail: errors.map((fault) => `${fault.pointer} ${fault.detail}`).join('; ') };
}
