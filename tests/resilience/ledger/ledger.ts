import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { AlertRow, Attempt, ComplaintRead, FaultRow, Item, LogRow, Request } from './rows.ts';
import { tables } from './tables.ts';

type Row = Readonly<Record<string, SQLInputValue | boolean | undefined>>;

const columnOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The rig's own record of a run, in one SQLite file. All verdicts are drawn from it alone. */
export class Ledger {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #writer: NodeJS.Timeout;
  #requests = 0;
  #open = false;

  /** `:memory:` for a ledger that a test writes. */
  constructor(path = ':memory:') {
    this.#db = new DatabaseSync(path);
    // A crash of the rig ends the run: nothing has to be safe on the disk.
    this.#db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000');
    this.#db.exec(tables);
    this.#writer = setInterval(() => this.flush(), 500);
    this.#writer.unref();
  }

  /** Returns the number that its attempts go by. */
  request(request: Request, items: readonly Item[] = []): number {
    const id = ++this.#requests;
    this.#insert('requests', { id, ...request });
    for (const item of items) this.#insert('items', { request: id, ...item });
    return id;
  }

  attempt(request: number, attempt: Attempt): void {
    this.#insert('attempts', { request, repeated: false, ...attempt });
  }

  accepted(sourceId: string, recordId: string, at: number, verdict?: string): void {
    this.#insert('acceptances', { sourceId, recordId, at, verdict });
  }

  /** false: this event was seen before. */
  seen(row: LogRow): boolean {
    return this.#insert('log', row, 'ON CONFLICT DO NOTHING').changes === 1;
  }

  alert(row: AlertRow): void {
    this.#insert('alerts', row, 'ON CONFLICT (channel, alert_id) DO UPDATE SET times = times + 1');
  }

  record(recordId: string, sourceId: string): void {
    this.#insert('records', { recordId, sourceId }, 'ON CONFLICT DO NOTHING');
  }

  complaint(row: ComplaintRead): void {
    this.#replace('complaints', row);
  }

  figure(name: string, said: number): void {
    this.#replace('figures', { name, said });
  }

  fault(row: FaultRow): void {
    this.#replace('faults', row);
  }

  note(name: string, value: string | number): void {
    this.#replace('meta', { name, value: String(value) });
  }

  noted(name: string): string | undefined {
    return this.query<{ value: string }>('SELECT value FROM meta WHERE name = ?', name)[0]?.value;
  }

  /** The columns have the names of the result. */
  query<R extends object = Record<string, SQLInputValue>>(sql: string, ...values: SQLInputValue[]): R[] {
    return this.#prepare(sql).all(...values) as unknown as R[];
  }

  /** The one number that a query returns. */
  count(sql: string, ...values: SQLInputValue[]): number {
    const [row] = this.query<Record<string, number | null>>(sql, ...values);
    return Number(Object.values(row ?? {})[0] ?? 0);
  }

  faults(): FaultRow[] {
    const columns = 'n, kind, target, described, started_at AS startedAt, ended_at AS endedAt, error';
    return this.query<FaultRow>(`SELECT ${columns} FROM faults ORDER BY n`);
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

  #replace(table: string, row: object): void {
    this.#insert(table, row, '', 'INSERT OR REPLACE');
  }

  #insert(table: string, row: object, conflict = '', verb = 'INSERT') {
    const names = Object.keys(row);
    const columns = `${names.map(columnOf).join(', ')}) VALUES (${names.map(() => '?').join(', ')}`;
    const values = Object.values(row as Row).map((value) =>
      typeof value === 'boolean' ? Number(value) : (value ?? null),
    );
    if (!this.#open) this.#db.exec('BEGIN');
    this.#open = true;
    return this.#prepare(`${verb} INTO ${table} (${columns}) ${conflict}`).run(...values);
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
