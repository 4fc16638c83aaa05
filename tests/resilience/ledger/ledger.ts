import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { AlertRow, Attempt, ComplaintRead, FaultRow, Item, LogRow, Request } from './rows.ts';
import { tables } from './tables.ts';

type Row = Record<string, SQLInputValue>;

const orNull = (value: string | number | undefined): string | number | null => value ?? null;

/** The rig's own book, in one SQLite file. All verdicts are spoken from it alone. */
export class Ledger {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #writer: NodeJS.Timeout;
  #requests = 0;
  #open = false;

  /** `:memory:` for a ledger made by hand. */
  constructor(path = ':memory:') {
    this.#db = new DatabaseSync(path);
    // The rig's own crash ends the run: nothing has to be safe on the disk.
    this.#db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000');
    this.#db.exec(tables);
    this.#writer = setInterval(() => this.flush(), 500);
    this.#writer.unref();
  }

  /** Returns the number that its attempts go by. */
  request({ kind, service, target, key, complaint, command }: Request, items: readonly Item[] = []): number {
    const id = ++this.#requests;
    this.#run('INSERT INTO requests VALUES (?, ?, ?, ?, ?, ?, ?)', [
      id,
      kind,
      service,
      target,
      ...[key, complaint, command].map(orNull),
    ]);
    for (const item of items)
      this.#run('INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
        item.sourceId,
        id,
        item.kind,
        item.customer,
        item.touchpoint,
        orNull(item.nps),
        orNull(item.csat),
        item.complaint ? 1 : 0,
      ]);
    return id;
  }

  attempt(request: number, { n, sentAt, endedAt, status, code, answer, retryAfter, repeated = false }: Attempt): void {
    const rest = [status, code, answer, retryAfter].map(orNull);
    this.#run('INSERT INTO attempts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', [
      request,
      n,
      sentAt,
      endedAt,
      ...rest,
      Number(repeated),
    ]);
  }

  accepted(sourceId: string, recordId: string, at: number, verdict?: string): void {
    this.#run('INSERT INTO acceptances VALUES (?, ?, ?, ?)', [sourceId, recordId, at, orNull(verdict)]);
  }

  /** false: this event was seen before. */
  seen(row: LogRow): boolean {
    const { changes } = this.#run(
      `INSERT INTO log (event_id, topic, partition, offset, type, subject, version, cycle, ref, facts, seen_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      [
        ...[row.eventId, row.topic, row.partition, row.offset, row.type, row.subject],
        ...[row.version, row.cycle, row.ref, row.facts].map(orNull),
        row.seenAt,
      ],
    );
    return changes === 1;
  }

  alert({ door, alertId, type, subject, version, seenAt }: AlertRow): void {
    this.#run(
      `INSERT INTO alerts (door, alert_id, type, subject, version, seen_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (door, alert_id) DO UPDATE SET times = times + 1`,
      [door, alertId, type, subject, orNull(version), seenAt],
    );
  }

  record(recordId: string, sourceId: string): void {
    this.#run('INSERT INTO records VALUES (?, ?) ON CONFLICT DO NOTHING', [recordId, sourceId]);
  }

  complaint({ id, feedbackId, status, version, cycle, touchpoint, readAt, body }: ComplaintRead): void {
    const values = [id, feedbackId, status, version, cycle, touchpoint, readAt, body];
    this.#run('INSERT OR REPLACE INTO complaints VALUES (?, ?, ?, ?, ?, ?, ?, ?)', values);
  }

  figure(name: string, said: number): void {
    this.#run('INSERT OR REPLACE INTO figures VALUES (?, ?)', [name, said]);
  }

  fault({ n, kind, target, described, startedAt, endedAt, error }: FaultRow): void {
    const values = [n, kind, target, described, startedAt, orNull(endedAt), orNull(error)];
    this.#run('INSERT OR REPLACE INTO faults VALUES (?, ?, ?, ?, ?, ?, ?)', values);
  }

  note(name: string, value: string | number): void {
    this.#run('INSERT OR REPLACE INTO meta VALUES (?, ?)', [name, String(value)]);
  }

  noted(name: string): string | undefined {
    return this.ask<{ value: string }>('SELECT value FROM meta WHERE name = ?', name)[0]?.value;
  }

  /** Any question; the columns have the names of the result. */
  ask<R extends object = Row>(sql: string, ...values: SQLInputValue[]): R[] {
    return this.#prepare(sql).all(...values) as unknown as R[];
  }

  /** The one number that a question asks for. */
  count(sql: string, ...values: SQLInputValue[]): number {
    const [row] = this.ask<Record<string, number | null>>(sql, ...values);
    return Number(Object.values(row ?? {})[0] ?? 0);
  }

  faults(): FaultRow[] {
    const columns = 'n, kind, target, described, started_at AS startedAt, ended_at AS endedAt, error';
    return this.ask<FaultRow>(`SELECT ${columns} FROM faults ORDER BY n`);
  }

  flush(): void {
    if (!this.#open) return;
    this.#db.exec('COMMIT');
    this.#open = false;
  }

  close(): void {
    clearInterval(this.#writer);
    this.flush();
    this.#statements.clear();
    this.#db.close();
  }

  #run(sql: string, values: readonly SQLInputValue[]) {
    if (!this.#open) this.#db.exec('BEGIN');
    this.#open = true;
    return this.#prepare(sql).run(...values);
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
