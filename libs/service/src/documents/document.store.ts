import type { Tx } from '@harken/database';
import type { EntityManager } from 'typeorm';

/** One row of a document's table. */
export interface VersionRow {
  readonly id?: string;
  readonly version: number;
  readonly content: object;
  readonly effectiveFrom: Date;
  readonly publishedAt: Date;
  readonly publishedBy: string;
}

export interface NewVersion {
  readonly id?: string | undefined;
  readonly version: number;
  readonly content: object;
  readonly effectiveFrom: Date;
  readonly publishedAt: Date;
  readonly actor: string;
}

/** The table of a document or, as `keyed`, of many. `id` is given for those only. */
export class DocumentStore {
  private readonly keyed: boolean;
  private readonly columns: string;

  constructor(
    private readonly table: string,
    kind?: 'keyed',
  ) {
    this.keyed = kind === 'keyed';
    this.columns = `${this.keyed ? 'id, ' : ''}version, content, effective_from AS "effectiveFrom",
      published_at AS "publishedAt", published_by AS "publishedBy"`;
  }

  /** Until the transaction ends the next version is ours. Gives the latest one, 0 without any, and the time. */
  async lock(tx: Tx, id?: string): Promise<{ latest: number; now: Date }> {
    const key = `.${this.table}`;
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || $1, 0))', [key]);
    const [row] = (await tx.query(
      `SELECT coalesce(max(version), 0) AS latest, date_trunc('milliseconds', clock_timestamp()) AS now
         FROM ${this.table} ${this.keyed ? 'WHERE id = $1' : ''}`,
      this.keyed ? [id] : [],
    )) as { latest: number; now: Date }[];
    if (!row) throw new TypeError('The database gave no row.');
    return row;
  }

  /** Whether a version of the one document starts then. */
  async hasStart(tx: Tx, start: Date): Promise<boolean> {
    const rows = await tx.query(`SELECT FROM ${this.table} WHERE effective_from = $1 LIMIT 1`, [start]);
    return (rows as unknown[]).length > 0;
  }

  async add(tx: Tx, { id, version, content, effectiveFrom, publishedAt, actor }: NewVersion): Promise<VersionRow> {
    const [names, values] = this.keyed
      ? ['id, revision, ', `$6, (SELECT coalesce(max(revision), 0) + 1 FROM ${this.table}), `]
      : ['', ''];
    const [row] = (await tx.query(
      `INSERT INTO ${this.table} (${names}version, content, effective_from, published_at, published_by)
       VALUES (${values}$1, $2, $3, $4, $5) RETURNING ${this.columns}`,
      [version, JSON.stringify(content), effectiveFrom, publishedAt, actor, ...(this.keyed ? [id] : [])],
    )) as VersionRow[];
    if (!row) throw new TypeError('The database gave no row.');
    return row;
  }

  /** The newest first. */
  versions(db: EntityManager, before: number, limit: number, id?: string): Promise<VersionRow[]> {
    return db.query(
      `SELECT ${this.columns} FROM ${this.table} WHERE version < $1 ${this.keyed ? 'AND id = $3' : ''}
        ORDER BY version DESC LIMIT $2`,
      [before, limit, ...(this.keyed ? [id] : [])],
    );
  }

  /** Of each the version that was published last, by id. */
  latestOfEach(db: EntityManager, after: string, limit: number): Promise<VersionRow[]> {
    return db.query(
      `SELECT DISTINCT ON (id) ${this.columns} FROM ${this.table} WHERE id > $1 ORDER BY id, version DESC LIMIT $2`,
      [after, limit],
    );
  }
}
