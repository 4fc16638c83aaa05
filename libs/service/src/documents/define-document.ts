import type { Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import { DataSource, type EntityManager } from 'typeorm';
import { DocumentStore } from './document.store.ts';
import {
  type DocumentRules,
  type Publish,
  type Published,
  publishedOf,
  type Versioned,
  wholeContent,
} from './document.ts';
import type { DocumentRoutes } from './document-routes.ts';
import { publishVersion } from './publish-version.ts';

export interface DocumentDefinition<C extends object> extends DocumentRules<C>, DocumentRoutes<C> {
  /** What holds before the first publication, as version 0; throws Unavailable where there must be one. */
  readonly unpublished: () => C;
}

/** `content` is null where the version is the one that was read last. */
export interface CurrentRow {
  readonly version: number;
  readonly content: object | null;
}

/** A document of which a service has one. It is published whole, and a version never changes. */
export class VersionedDocument<C extends object> {
  private readonly store: DocumentStore;
  // A version never changes, so the last one read is as good as the table's, and what was made of it stays made.
  private readonly lastRead = new WeakMap<DataSource, Versioned<C>>();

  constructor(readonly definition: DocumentDefinition<C>) {
    this.store = new DocumentStore(definition.table);
  }

  /** The content of a body that leaves out what the defaults say: for trying it without publishing it. */
  whole(content: Partial<C>): C {
    return wholeContent(this.definition, content);
  }

  /** A new version. Refuses what the rules refuse, and what was decided on an older version. */
  publish(command: Publish<C>, tx: Tx): Promise<Published<C>> {
    return publishVersion(this.definition, this.store, command, tx);
  }

  /** The version in force; the same object as long as it is. Reads the content only when the version is another one. */
  async current(db: EntityManager | DataSource): Promise<Versioned<C>> {
    const tx = db instanceof DataSource ? db.manager : db;
    const [row] = (await tx.query(this.selectCurrent('$1'), [this.knownVersion(tx)])) as CurrentRow[];
    return this.fromRow(row, tx);
  }

  /**
   * The same for a statement that reads several things at once: `known` is its parameter for `knownVersion`, `fromRow`
   * takes the row. `columns` are more columns of the table.
   */
  selectCurrent(known: string, ...columns: readonly string[]): string {
    const { table, dated } = this.definition;
    return `
      SELECT ${['version', `CASE WHEN version = ${known} THEN NULL ELSE content END AS content`, ...columns].join(', ')}
        FROM ${table} ${dated ? 'WHERE effective_from <= clock_timestamp()' : ''}
       ORDER BY ${dated ? 'effective_from DESC, ' : ''}version DESC LIMIT 1`;
  }

  knownVersion(tx: EntityManager): number {
    return this.lastRead.get(tx.dataSource)?.version ?? 0;
  }

  fromRow(row: CurrentRow | null | undefined, tx: EntityManager): Versioned<C> {
    const known = this.lastRead.get(tx.dataSource);
    const version = row?.version ?? 0;
    if (known?.version === version) return known;
    const content = row ? wholeContent(this.definition, row.content ?? {}) : this.definition.unpublished();
    const current: Versioned<C> = { ...content, version };
    this.lastRead.set(tx.dataSource, current);
    return current;
  }

  async version(db: EntityManager, version: number): Promise<Published<C>> {
    const [row] = await this.store.versions(db, version + 1, 1);
    if (row?.version !== version) throw new NotFound(this.definition.name, String(version));
    return publishedOf(this.definition, row);
  }

  /** The newest first, those that are still to come included. */
  async versions(db: EntityManager, before: number, limit: number): Promise<Published<C>[]> {
    return (await this.store.versions(db, before, limit)).map((row) => publishedOf(this.definition, row));
  }
}

export const defineDocument = <C extends object>(definition: DocumentDefinition<C>): VersionedDocument<C> =>
  new VersionedDocument(definition);
