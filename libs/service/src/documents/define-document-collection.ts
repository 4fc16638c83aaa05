import type { Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import type { DataSource, EntityManager } from 'typeorm';
import type { DtoClass } from '../validation/value-rules.ts';
import { DocumentStore } from './document.store.ts';
import { type DocumentRules, type Publish, type Published, publishedOf, wholeContent } from './document.ts';
import type { DocumentRoutes } from './document-routes.ts';
import type { NameParameter } from './name-param.ts';
import { publishVersion } from './publish-version.ts';

export interface CollectionDefinition<C extends object> extends DocumentRules<C>, DocumentRoutes<C> {
  readonly answer: DtoClass;
  readonly texts: Required<DocumentRoutes<C>['texts']>;
  readonly id: NameParameter;
}

/** One version of one of them. */
export interface CollectedVersion<C extends object> {
  readonly id: string;
  readonly version: number;
  readonly effectiveFrom: Date;
  readonly content: C;
}

/** All versions of all of them; grows with every publication. */
export interface Collected<C extends object> {
  readonly revision: number;
  readonly versions: readonly CollectedVersion<C>[];
}

/** `versions` is null where the revision is the one that was read last. */
export interface CollectedRow {
  readonly revision: number;
  readonly versions: readonly { readonly id: string; version: number; effectiveFrom: string; content: object }[] | null;
}

export type PublishedOne<C extends object> = Published<C> & { readonly id: string };

/** Versioned documents of one kind, each with an id that its author chooses. */
export class DocumentCollection<C extends object> {
  private readonly store: DocumentStore;
  // A version never changes, so what was read last is as good as the table's, and what was made of it stays made.
  private readonly lastRead = new WeakMap<DataSource, Collected<C>>();

  constructor(readonly definition: CollectionDefinition<C>) {
    this.store = new DocumentStore(definition.table, 'keyed');
  }

  publish(command: Publish<C> & { readonly id: string }, tx: Tx): Promise<PublishedOne<C>> {
    return publishVersion(this.definition, this.store, command, tx) as Promise<PublishedOne<C>>;
  }

  /** As it was published last, whenever that takes effect. */
  async latest(db: EntityManager, id: string): Promise<PublishedOne<C>> {
    const [latest] = await this.versions(db, id, 2 ** 31 - 1, 1);
    if (!latest) throw new NotFound(this.definition.name, id);
    return latest;
  }

  /** By id, each as it was published last. */
  async list(db: EntityManager, after: string, limit: number): Promise<PublishedOne<C>[]> {
    return (await this.store.latestOfEach(db, after, limit)).map((row) => this.published(row));
  }

  /** The newest first. */
  async versions(db: EntityManager, id: string, before: number, limit: number): Promise<PublishedOne<C>[]> {
    return (await this.store.versions(db, before, limit, id)).map((row) => this.published(row));
  }

  /** All there is; the same object until something is published. */
  async all(tx: EntityManager): Promise<Collected<C>> {
    const [row] = (await tx.query(this.selectAll('$1'), [this.knownRevision(tx)])) as CollectedRow[];
    return this.fromRow(row, tx);
  }

  /** The same for a statement that reads several things at once, as with `VersionedDocument.selectCurrent`. */
  selectAll(known: string): string {
    const { table } = this.definition;
    return `
      SELECT last.revision, CASE WHEN last.revision = ${known} THEN NULL ELSE (
               SELECT json_agg(json_build_object(
                 'id', v.id, 'version', v.version, 'effectiveFrom', v.effective_from, 'content', v.content))
                 FROM ${table} v) END AS versions
        FROM (SELECT coalesce(max(revision), 0) AS revision FROM ${table}) last`;
  }

  knownRevision(tx: EntityManager): number {
    return this.lastRead.get(tx.dataSource)?.revision ?? 0;
  }

  fromRow(row: CollectedRow | null | undefined, tx: EntityManager): Collected<C> {
    const known = this.lastRead.get(tx.dataSource);
    const revision = row?.revision ?? 0;
    if (known?.revision === revision) return known;
    const versions = (row?.versions ?? []).map(({ content, effectiveFrom, ...one }) => ({
      ...one,
      effectiveFrom: new Date(effectiveFrom),
      content: wholeContent(this.definition, content),
    }));
    const read = { revision, versions };
    this.lastRead.set(tx.dataSource, read);
    return read;
  }

  private published(row: Parameters<typeof publishedOf>[1]): PublishedOne<C> {
    return publishedOf(this.definition, row) as PublishedOne<C>;
  }
}

export const defineDocumentCollection = <C extends object>(
  definition: CollectionDefinition<C>,
): DocumentCollection<C> => new DocumentCollection(definition);
