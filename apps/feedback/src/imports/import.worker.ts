import { databaseErrorKind, pollIntervalMs, type Tx } from '@harken/database';
import { Problem } from '@harken/errors';
import { Loop, newId } from '@harken/messaging';
import { type Bytes, type FileRow, readRows, rowMapper, UnreadableFile } from '@harken/row-files';
import { type Logger, mapInSlices, type ServiceContext, settingsOf, type Worker } from '@harken/service';
import type { DataSource } from 'typeorm';
import { type FeedbackSettings, feedbackSettings } from '../feedback.config.ts';
import { type ImportItem, parseImportItem } from './import-item.dto.ts';
import { type ImportItems, type ImportOutcome, importItems } from './import-items.use-case.ts';
import { readImportFile } from './import-job.queries.ts';
import { importJobStore, importsSignal, type Lease, maxKeptErrors } from './import-job.store.ts';
import { type ImportJob, stateAfterInspection } from './import-job.ts';
import { inspectFile, MissingColumns, mappingOf } from './inspect-file.ts';
import { type RefusedRow, refusedAs, refusedBy } from './refused-row.ts';

/** Rows of one transaction: short, because events of other transactions are published after it (docs/decisions/0002). */
const batchSize = 500;
const cleanupIntervalMs = 60 * 60_000;

/** A row of the file, ready to be stored, or refused. */
type PreparedRow = { readonly row: FileRow } & ({ readonly item: ImportItem } | { readonly refused: RefusedRow });

/** The import was paused or cancelled, or another replica has taken it over. */
class LeaseLost extends Error {}

/** Undoes the transaction of a dry run, whose outcomes are still wanted. */
class Undo extends Error {
  readonly outcomes: readonly ImportOutcome[];
  constructor(outcomes: readonly ImportOutcome[]) {
    super('undone');
    this.outcomes = outcomes;
  }
}

/** Works on imports, one at a time. Any number of replicas share them; what one leaves behind another goes on with. */
export class ImportWorker implements Worker {
  readonly #dataSource: DataSource;
  readonly #logger: Logger;
  readonly #settings: FeedbackSettings;
  readonly #loop: Loop;
  #cleanedAt = Number.NEGATIVE_INFINITY;
  #stopping = false;

  constructor({ dataSource, logger, settings }: Pick<ServiceContext, 'dataSource' | 'logger' | 'settings'>) {
    this.#dataSource = dataSource;
    this.#logger = logger;
    this.#settings = settingsOf(feedbackSettings, settings);
    this.#loop = new Loop({
      round: () => this.#round(),
      onError: (error) => logger.error({ err: error }, 'an import could not go on; trying again'),
    });
    importsSignal.listen(dataSource, this.#loop.wake);
  }

  start(): void {
    this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#loop.stop();
  }

  async #round(): Promise<number> {
    if (performance.now() - this.#cleanedAt > cleanupIntervalMs) {
      await importJobStore.deleteOld(this.#dataSource, this.#settings.IMPORT_RETENTION);
      this.#cleanedAt = performance.now();
    }
    const held = { id: newId(), ms: this.#settings.IMPORT_LEASE };
    const job = await importJobStore.claim(this.#dataSource, held);
    if (!job) return pollIntervalMs;
    await this.#holding({ ...held, jobId: job.id }, (lease) => this.#work(job, lease));
    return 0;
  }

  /** Renews the lease while the work goes on, and gives it back at its end. */
  async #holding(lease: Lease, work: (lease: Lease) => Promise<void>): Promise<void> {
    const renewal = setInterval(() => {
      importJobStore.renew(this.#dataSource, lease).catch((error) => {
        this.#logger.warn({ err: error }, 'the lease of an import could not be renewed');
      });
    }, lease.ms / 3);
    try {
      await work(lease);
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
    } finally {
      clearInterval(renewal);
      await importJobStore.release(this.#dataSource, lease).catch(() => {
        // It ends by itself.
      });
    }
  }

  async #work(job: ImportJob, lease: Lease): Promise<void> {
    try {
      const inspected = job.inspected ? job : await this.#inspect(job, lease);
      if (inspected.state !== 'running') return;
      await this.#importRows(inspected, lease);
      if (this.#stopping) return;
      await this.#dataSource.transaction((tx) => importJobStore.end(tx, lease, 'completed'));
    } catch (error) {
      const problem = problemOf(error) ?? this.#fault(error, job);
      await this.#dataSource.transaction((tx) => importJobStore.end(tx, lease, 'failed', problem));
    }
  }

  /** What would fail again the same way must not hold up the imports behind it. */
  #fault(error: unknown, { id: importId }: ImportJob): ImportJob['problem'] {
    const kind = databaseErrorKind(error);
    if (error instanceof LeaseLost || kind === 'unavailable' || kind === 'conflict-retry') throw error;
    this.#logger.error({ err: error, importId }, 'an import failed for a reason that was not foreseen');
    return { code: 'fault', detail: 'The file could not be imported; the log of the service says why.' };
  }

  async #inspect(job: ImportJob, lease: Lease): Promise<ImportJob> {
    const found = await inspectFile(job, () => this.#open(job));
    const next = stateAfterInspection(found.certainty, job.dryRun);
    const inspected = await importJobStore.saveInspection(this.#dataSource, lease, { ...found, ...next });
    if (!inspected) throw new LeaseLost();
    return inspected;
  }

  #open({ fileId }: ImportJob): Bytes {
    return readImportFile(this.#dataSource, fileId);
  }

  /** The next batch is read and checked while the database stores the one before. */
  async #importRows(job: ImportJob, lease: Lease): Promise<void> {
    const batches = this.#prepared(job);
    let kept = Math.min(job.rows.rejected, maxKeptErrors);
    try {
      for (let next = batches.next(); ; ) {
        const { value: batch, done } = await next;
        if (done || this.#stopping) return;
        next = batches.next();
        // Its error is met by the next round of the loop.
        next.catch(() => undefined);
        kept += await this.#store(job, lease, batch, maxKeptErrors - kept);
      }
    } finally {
      await batches.return(undefined);
    }
  }

  async *#prepared(job: ImportJob): AsyncGenerator<readonly PreparedRow[]> {
    const { format, encoding, certainty, delimiter, kind, source, createdAt: sentAt } = job;
    if (!format) throw new TypeError('the file was looked into');
    const options = {
      format,
      encoding: encoding ?? 'utf-8',
      valid: certainty === 'valid',
      delimiter: delimiter ?? undefined,
      after: job.rows.read,
      batchSize,
    } as const;
    const mapping = mappingOf(job, job.columns);
    const map = mapping ? rowMapper(mapping, job.columns) : (values: object) => values;
    for await (const { rows } of readRows(this.#open(job), options)) {
      if (rows.length === 0) continue;
      const now = new Date();
      const historyBefore = new Date(sentAt.getTime() - this.#settings.IMPORT_HISTORY_AFTER);
      const context = { now, historyBefore, sentAt, source };
      yield await mapInSlices(rows, (row): PreparedRow => {
        if (!row.values)
          return { row, refused: refusedAs(row, row.fault?.code ?? 'unreadable', row.fault?.detail ?? '') };
        const item = parseImportItem(kind, map(row.values), context);
        return item instanceof Problem ? { row, refused: refusedBy(item, row) } : { row, item };
      });
    }
  }

  /**
   * Stores a batch and the position after it in one transaction. Where the database refuses a batch for what is in it, its
   * halves are tried, down to the row that is to blame. Returns how many refused rows were kept.
   */
  async #store(job: ImportJob, lease: Lease, batch: readonly PreparedRow[], room: number): Promise<number> {
    try {
      return await this.#storeAtOnce(job, lease, batch, room);
    } catch (error) {
      const kind = databaseErrorKind(error);
      if (error instanceof LeaseLost || kind === 'unavailable' || kind === 'conflict-retry') throw error;
      const [first] = batch;
      if (batch.length > 1) {
        const half = batch.length >> 1;
        const kept = await this.#store(job, lease, batch.slice(0, half), room);
        return kept + (await this.#store(job, lease, batch.slice(half), room - kept));
      }
      if (!first || 'refused' in first) throw error;
      this.#logger.warn({ err: error, importId: job.id, row: first.row.number }, 'a row of an import cannot be stored');
      const refused = refusedAs(first.row, 'not-storable', 'cannot be stored');
      return this.#storeAtOnce(job, lease, [{ row: first.row, refused }], room);
    }
  }

  async #storeAtOnce(job: ImportJob, lease: Lease, batch: readonly PreparedRow[], room: number): Promise<number> {
    const items = itemsOf(job, batch);
    const record = async (outcomes: readonly ImportOutcome[], tx: Tx): Promise<number> => {
      const { rows, refused } = resultOf(batch, outcomes);
      const kept = refused.slice(0, Math.max(0, room));
      if (!(await importJobStore.advance(tx, lease, rows, kept))) throw new LeaseLost();
      return kept.length;
    };
    if (!job.dryRun) return this.#dataSource.transaction(async (tx) => record(await importItems(items, tx), tx));
    const outcomes = await this.#dataSource
      .transaction(async (tx): Promise<readonly ImportOutcome[]> => {
        throw new Undo(await importItems(items, tx));
      })
      .catch((error) => {
        if (error instanceof Undo) return error.outcomes;
        throw error;
      });
    return this.#dataSource.transaction((tx) => record(outcomes, tx));
  }
}

export const importWorker = (context: ServiceContext): Worker => new ImportWorker(context);

function itemsOf({ kind }: ImportJob, batch: readonly PreparedRow[]): ImportItems {
  const items = batch.flatMap((prepared) => ('item' in prepared ? [prepared.item] : []));
  const inputs = items.map((item) => (item.kind === 'customers' ? item.command : item.input));
  return { kind, inputs } as ImportItems;
}

function resultOf(batch: readonly PreparedRow[], outcomes: readonly ImportOutcome[]) {
  const rows = { read: batch.length, accepted: 0, duplicates: 0, rejected: 0 };
  const refused: RefusedRow[] = [];
  const next = outcomes.values();
  for (const prepared of batch) {
    const outcome = 'item' in prepared ? next.next().value : prepared.refused;
    if (outcome === 'accepted') rows.accepted += 1;
    else if (outcome === 'duplicate') rows.duplicates += 1;
    else if (outcome) {
      rows.rejected += 1;
      refused.push(outcome instanceof Problem ? refusedBy(outcome, prepared.row) : outcome);
    }
  }
  return { rows, refused };
}

function problemOf(error: unknown): ImportJob['problem'] | undefined {
  if (error instanceof UnreadableFile) return { code: error.code, detail: `The file ${error.message}.` };
  if (error instanceof MissingColumns) return { code: 'missing-columns', detail: `The file ${error.message}.` };
  return undefined;
}
