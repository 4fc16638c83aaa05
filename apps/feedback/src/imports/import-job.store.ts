import { CommitSignal, type Reader, sql, sqlOverRows, type Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import { jobColumns } from './import-job.queries.ts';
import type { Certainty, ImportJob, ImportRequest, ImportState, RowCounts } from './import-job.ts';
import type { RefusedRow } from './refused-row.ts';

/** Notified when there is an import to work on. */
export const importsSignal = new CommitSignal();

/** Refused rows beyond these are counted, not kept. */
export const maxKeptErrors = 100_000;

const lock = sql<ImportJob>(`SELECT ${jobColumns} FROM import_jobs WHERE id = $1 FOR UPDATE`);

const add = sql<ImportJob>(`
  INSERT INTO import_jobs (id, kind, state, file_id, file_name, bytes, digest, format, encoding, certainty, delimiter,
                           language, mapping, source, dry_run, created_by)
  VALUES ($1, $2, 'waiting', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13, $14, $15)
  RETURNING ${jobColumns}`);

const setState = sql<ImportJob>(`
  UPDATE import_jobs
     SET state = $2, waiting_for = NULL, inspected = inspected AND $3::text IS NULL, encoding = coalesce($3, encoding), certainty = coalesce($4, certainty),
         lease_id = CASE WHEN $2 = 'running' THEN lease_id END,
         ended_at = CASE WHEN $2 = 'cancelled' THEN coalesce(ended_at, date_trunc('milliseconds', clock_timestamp())) END
   WHERE id = $1 RETURNING ${jobColumns}`);

// Only one replica works on an import. The oldest first, so that imports end in the order in which they came.
const claim = sql<ImportJob>(`
  UPDATE import_jobs SET state = 'running', lease_id = $1, lease_until = clock_timestamp() + $2::int * interval '1 ms',
         started_at = coalesce(started_at, date_trunc('milliseconds', clock_timestamp()))
   WHERE id = (SELECT id FROM import_jobs
                WHERE state = 'waiting' OR (state = 'running' AND (lease_id IS NULL OR lease_until < clock_timestamp()))
                ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING ${jobColumns}`);

const held = `id = $1 AND lease_id = $2 AND state = 'running'`;

const renew = sql<{ id: string }>(`
  UPDATE import_jobs SET lease_until = clock_timestamp() + $3::int * interval '1 ms' WHERE ${held} RETURNING id`);

const release = sql(`UPDATE import_jobs SET lease_id = NULL WHERE ${held}`);

const inspected = sql<ImportJob>(`
  UPDATE import_jobs SET format = $3, encoding = $4, certainty = $5, columns = $6::jsonb, sample = $7::jsonb,
         inspected = true, state = $8, waiting_for = $9
   WHERE ${held} RETURNING ${jobColumns}`);

const advance = sql<{ id: string }>(`
  UPDATE import_jobs
     SET rows_read = rows_read + $3, rows_accepted = rows_accepted + $4, rows_duplicates = rows_duplicates + $5,
         rows_rejected = rows_rejected + $6, lease_until = clock_timestamp() + $7::int * interval '1 ms'
   WHERE ${held} RETURNING id`);

const end = sql<{ fileId: string }>(`
  UPDATE import_jobs SET state = $3, problem = $4::jsonb, ended_at = date_trunc('milliseconds', clock_timestamp())
   WHERE ${held} RETURNING file_id AS "fileId"`);

const addErrors = sqlOverRows<Omit<RefusedRow, 'original'> & { importId: string; original: string }>(
  { importId: 'uuid', row: 'bigint', line: 'bigint', code: 'text', pointer: 'text', detail: 'text', original: 'text' },
  (given) => `
  INSERT INTO import_errors (import_id, row_number, line, code, pointer, detail, original)
  SELECT import_id, row, line, code, pointer, detail, original::jsonb FROM ${given} AS g ORDER BY row`,
);

const addFile = sql('INSERT INTO import_files (id) VALUES ($1)');
const addChunk = sql('INSERT INTO import_chunks (file_id, position, bytes) VALUES ($1, $2, $3)');
const deleteFile = sql('DELETE FROM import_files WHERE id = $1');

// A file whose upload broke off, or of a job that has ended.
const deleteStrayFiles = sql(`
  DELETE FROM import_files f WHERE f.created_at < clock_timestamp() - interval '1 day'
     AND NOT EXISTS (SELECT FROM import_jobs j WHERE j.file_id = f.id AND j.ended_at IS NULL)`);
const deleteOldJobs = sql(`
  DELETE FROM import_jobs WHERE ended_at < clock_timestamp() - $1::float8 * interval '1 ms'`);

export interface StoredFile {
  readonly id: string;
  readonly bytes: number;
  /** SHA-256 of the file, in hex. */
  readonly digest: string;
}

export interface Inspection extends Pick<ImportJob, 'format' | 'encoding' | 'certainty' | 'columns' | 'sample'> {
  readonly state: ImportState;
  readonly waitingFor: ImportJob['waitingFor'];
}

export interface Lease {
  readonly jobId: string;
  readonly id: string;
  readonly ms: number;
}

export const importJobStore = {
  /** Reads the import and locks it until the transaction ends. Throws NotFound. */
  async lock(tx: Tx, id: string): Promise<ImportJob> {
    const [job] = await lock.query(tx, [id]);
    if (!job) throw new NotFound('import', id);
    return job;
  },

  async add(tx: Tx, id: string, request: ImportRequest, file: StoredFile, createdBy: string): Promise<ImportJob> {
    const job = await add.queryOne(tx, [
      id,
      request.kind,
      file.id,
      request.fileName,
      file.bytes,
      file.digest,
      request.format,
      request.encoding,
      request.encoding && 'declared',
      request.delimiter,
      request.language,
      request.mapping && JSON.stringify(request.mapping),
      request.source,
      request.dryRun,
      createdBy,
    ]);
    importsSignal.notifyAfterCommit(tx);
    return job;
  },

  async setState(
    tx: Tx,
    { id, fileId }: ImportJob,
    state: ImportState,
    confirmed?: { readonly encoding: string | null; readonly certainty: Certainty },
  ): Promise<ImportJob> {
    const job = await setState.queryOne(tx, [id, state, confirmed?.encoding ?? null, confirmed?.certainty ?? null]);
    if (state === 'cancelled') await deleteFile.write(tx, [fileId]);
    importsSignal.notifyAfterCommit(tx);
    return job;
  },

  /** An import that nobody works on; it is ours while the lease is renewed. */
  async claim(reader: Reader, lease: Pick<Lease, 'id' | 'ms'>): Promise<ImportJob | undefined> {
    return (await claim.query(reader, [lease.id, lease.ms]))[0];
  },

  renew: async (reader: Reader, { jobId, id, ms }: Lease): Promise<boolean> =>
    (await renew.query(reader, [jobId, id, ms])).length > 0,

  release: (reader: Reader, { jobId, id }: Lease): Promise<unknown> => release.query(reader, [jobId, id]),

  /** Undefined when the import is ours no more. */
  async saveInspection(reader: Reader, { jobId, id }: Lease, found: Inspection): Promise<ImportJob | undefined> {
    const [job] = await inspected.query(reader, [
      jobId,
      id,
      found.format,
      found.encoding,
      found.certainty,
      JSON.stringify(found.columns),
      JSON.stringify(found.sample),
      found.state,
      found.waitingFor,
    ]);
    return job;
  },

  /** Moves the position of the import, in the transaction of its rows. False when the import is ours no more. */
  async advance(tx: Tx, { jobId, id, ms }: Lease, rows: RowCounts, errors: readonly RefusedRow[]): Promise<boolean> {
    if (errors.length > 0)
      await addErrors.write(
        tx,
        errors.map((error) => ({ ...error, importId: jobId, original: JSON.stringify(error.original) })),
      );
    const { read, accepted, duplicates, rejected } = rows;
    return (await advance.query(tx, [jobId, id, read, accepted, duplicates, rejected, ms])).length > 0;
  },

  /** The file is needed no more. */
  async end(tx: Tx, { jobId, id }: Lease, state: 'completed' | 'failed', problem: ImportJob['problem'] = null) {
    const [ended] = await end.query(tx, [jobId, id, state, problem && JSON.stringify(problem)]);
    if (ended) await deleteFile.write(tx, [ended.fileId]);
  },

  async addFile(reader: Reader, id: string): Promise<void> {
    await addFile.query(reader, [id]);
  },

  async addChunk(reader: Reader, fileId: string, position: number, bytes: Buffer): Promise<void> {
    await addChunk.query(reader, [fileId, position, bytes]);
  },

  async deleteFile(reader: Reader, id: string): Promise<void> {
    await deleteFile.query(reader, [id]);
  },

  async deleteOld(reader: Reader, retentionMs: number): Promise<void> {
    await deleteOldJobs.query(reader, [retentionMs]);
    await deleteStrayFiles.query(reader);
  },
};
