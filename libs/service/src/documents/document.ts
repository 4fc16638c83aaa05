import type { Tx } from '@harken/database';
import type { Stale } from '@harken/errors';
import type { VersionRow } from './document.store.ts';

/** The content with its place in the row of versions; 0 while none was published. */
export type Versioned<C extends object> = C & { readonly version: number };

export type Published<C extends object> = Versioned<C> & Omit<VersionRow, 'content'>;

/** A kind of document: what it holds, when it is refused, and what follows from a publication. */
export interface DocumentRules<C extends object> {
  /** For people: `response policy`. */
  readonly name: string;
  readonly table: string;
  /** What a publication that does not say otherwise has; kept with the version. */
  readonly defaults?: Partial<C>;
  /** The same, but not kept: a newer release may improve it. */
  readonly shipped?: Partial<C>;
  /** A version can only start at once or later: a start in the past that a version has already is what GET gave, and means nothing. */
  readonly startsAhead?: boolean;
  /** Throws Invalid with every fault it finds. */
  readonly check?: (content: C, context: CheckContext) => void | Promise<void>;
  /** The refusal of an If-Match with another version than `latest`. */
  readonly stale: (latest: number) => Stale;
  /** After a publication and in its transaction: events, and what else follows. */
  readonly onPublished?: (publication: Publication<C>, tx: Tx) => Promise<void>;
}

export interface CheckContext {
  readonly tx: Tx;
  /** Of one of many. */
  readonly id: string | undefined;
  /** The time of the database. */
  readonly now: Date;
  /** `now`, unless the publication names another time. */
  readonly effectiveFrom: Date;
}

export interface Publication<C extends object> {
  readonly published: Published<C>;
  /** null for the first version. */
  readonly previousVersion: number | null;
  /** Whether it names when it takes effect. */
  readonly scheduled: boolean;
}

export interface Publish<C extends object> {
  /** What the defaults say may be left out. */
  readonly content: Partial<C>;
  readonly expectedVersion: number | undefined;
  /** At once, unless it is given. */
  readonly effectiveFrom?: Date | undefined;
  readonly actor: string;
}

/** The content of a stored version, with what is not kept in it. */
export const wholeContent = <C extends object>({ defaults, shipped }: DocumentRules<C>, stored: object): C =>
  ({ ...defaults, ...shipped, ...stored }) as C;

export const publishedOf = <C extends object>(
  rules: DocumentRules<C>,
  { content, ...row }: VersionRow,
): Published<C> => ({ ...wholeContent(rules, content), ...row });
