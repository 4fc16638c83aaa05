import { type Reader, sql } from '@harken/database';
import { NotFound } from '@harken/errors';
import type { ImportJob } from './import-job.ts';
import type { RefusedRow } from './refused-row.ts';

/** The columns of `import_jobs` as an ImportJob. */
export const jobColumns = `
  id, kind, state, waiting_for AS "waitingFor", file_id AS "fileId", file_name AS "fileName", bytes::float8 AS bytes,
  format, encoding, certainty, delimiter, language, mapping, source, dry_run AS "dryRun", columns, sample, inspected,
  json_build_object('read', rows_read, 'accepted', rows_accepted, 'duplicates', rows_duplicates,
                    'rejected', rows_rejected) AS rows,
  problem, created_at AS "createdAt", created_by AS "createdBy", started_at AS "startedAt", ended_at AS "endedAt"`;

const find = sql<ImportJob>(`SELECT ${jobColumns} FROM import_jobs WHERE id = $1`);

/** Throws NotFound. */
export async function findImport(reader: Reader, id: string): Promise<ImportJob> {
  const [job] = await find.query(reader, [id]);
  if (!job) throw new NotFound('import', id);
  return job;
}

const refused = sql<RefusedRow>(`
  SELECT row_number::float8 AS row, line::float8 AS line, code, pointer, detail, original
    FROM import_errors WHERE import_id = $1 AND row_number > $2 ORDER BY row_number LIMIT $3`);

const rowsPerPart = 500;

/** The rows that were refused, in their order, part by part. */
export async function* refusedRows(reader: Reader, importId: string): AsyncGenerator<readonly RefusedRow[]> {
  for (let after = 0; ; ) {
    const part = await refused.query(reader, [importId, after, rowsPerPart]);
    yield part;
    const last = part.at(-1);
    if (!last || part.length < rowsPerPart) return;
    after = last.row;
  }
}

const chunk = sql<{ bytes: Buffer }>('SELECT bytes FROM import_chunks WHERE file_id = $1 AND position = $2');

/** The bytes of a stored file, chunk by chunk. */
export async function* readImportFile(reader: Reader, fileId: string): AsyncGenerator<Buffer> {
  for (let position = 0; ; position += 1) {
    const [found] = await chunk.query(reader, [fileId, position]);
    if (!found) return;
    yield found.bytes;
  }
}
