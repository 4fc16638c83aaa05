import {
  type Bytes,
  EncodingDetector,
  type FileRow,
  type Format,
  formatOf,
  type Mapping,
  missingColumns,
  plainMapping,
  readRows,
  rowMapper,
  UnreadableFile,
  unpacked,
} from '@harken/row-files';
import type { ImportJob } from './import-job.ts';
import { storable } from './storable.ts';

export type Findings = Pick<ImportJob, 'format' | 'encoding' | 'certainty' | 'columns' | 'sample'>;

const sampleSize = 3;

/** A column that a record needs is not in the file: none of its rows could be taken. */
export class MissingColumns extends Error {
  readonly fields: readonly string[];

  constructor(fields: readonly string[]) {
    super(`has no column for ${fields.join(', ')}`);
    this.fields = fields;
  }
}

/**
 * Looks into a file before its rows are imported: format, encoding (of the whole file, because the first letter that
 * tells may come late), columns, and the first rows as records. `open` reads the file from its start.
 */
export async function inspectFile(job: ImportJob, open: () => Bytes): Promise<Findings> {
  const format = job.format ?? (await formatOfFile(open(), job.fileName));
  const { encoding, certainty } = await encodingOf(job, format, open);
  const options = {
    format,
    encoding: encoding ?? 'utf-8',
    delimiter: job.delimiter ?? undefined,
    batchSize: sampleSize,
  };
  for await (const { columns, rows } of readRows(open(), options)) {
    const mapping = mappingOf(job, columns);
    const missing = columns && mapping ? missingColumns(mapping, columns) : [];
    const needed = missing.filter((field) => field !== 'source');
    if (needed.length > 0) throw new MissingColumns(needed);
    const sample = storable(rows.flatMap(sampleOf(mapping, columns)));
    return { format, encoding, certainty, columns, sample };
  }
  throw new UnreadableFile('no-header', 'is empty');
}

/** The mapping of a job; undefined for NDJSON without one, whose lines are records already. */
export function mappingOf({ kind, mapping }: ImportJob, columns: readonly string[] | null): Mapping | undefined {
  if (mapping) return mapping.content;
  return columns ? plainMapping(kind, columns) : undefined;
}

const sampleOf = (mapping: Mapping | undefined, columns: readonly string[] | null) => {
  const map = mapping ? rowMapper(mapping, columns) : (values: object) => values;
  return ({ values }: FileRow): object[] => (values ? [map(values)] : []);
};

async function encodingOf(job: ImportJob, format: Format, open: () => Bytes) {
  if (format === 'xlsx') return { encoding: null, certainty: null };
  if (job.encoding) return { encoding: job.encoding, certainty: job.certainty ?? 'declared' };
  const detector = new EncodingDetector();
  for await (const bytes of unpacked(open())) detector.push(bytes);
  return detector.end(job.language);
}

async function formatOfFile(file: Bytes, name: string): Promise<Format> {
  for await (const bytes of unpacked(file)) return formatOf(bytes, name);
  return formatOf(new Uint8Array(), name);
}
