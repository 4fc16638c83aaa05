export interface DocumentTableOptions {
  /** The role of the service: it adds versions and changes none. */
  readonly appRole: string;
  /** Many documents, each with an id. */
  readonly keyed?: boolean;
  /** More columns, such as one that PostgreSQL generates from the content: `by_department boolean GENERATED ALWAYS AS (...) STORED`. */
  readonly columns?: readonly string[];
}

/** The table of a document: one row a version. For the baseline of a service. */
export function documentTable(table: string, { appRole, keyed = false, columns = [] }: DocumentTableOptions): string {
  const lines = [
    ...(keyed ? ['id text NOT NULL'] : []),
    `version integer ${keyed ? 'NOT NULL' : 'PRIMARY KEY'} CHECK (version >= 1)`,
    // Grows with every publication of any of them: what was read is still all there is while it stands.
    ...(keyed ? ['revision integer NOT NULL UNIQUE'] : []),
    'content jsonb NOT NULL',
    'effective_from timestamptz(3) NOT NULL',
    'published_at timestamptz(3) NOT NULL',
    'published_by text NOT NULL',
    ...(keyed ? ['PRIMARY KEY (id, version)'] : []),
    ...columns,
  ];
  return `
    CREATE TABLE ${table} (
      ${lines.join(',\n      ')}
    );
    REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON ${table} FROM ${appRole};`;
}

/** The version that a fresh system starts from, published by `system`. */
export const firstVersion = (table: string, content: object, effectiveFrom = 'now'): string => `
    INSERT INTO ${table} (version, content, effective_from, published_at, published_by)
    VALUES (1, '${JSON.stringify(content).replaceAll("'", "''")}', '${effectiveFrom}', now(), 'system');`;

/** The same for a document that is one of many: each at version 1. */
export const firstVersions = (table: string, contents: Readonly<Record<string, object>>): string =>
  Object.entries(contents)
    .map(
      ([id, content], at) => `
    INSERT INTO ${table} (id, version, revision, content, effective_from, published_at, published_by)
    VALUES ('${id}', 1, ${at + 1}, '${JSON.stringify(content).replaceAll("'", "''")}', 'now', now(), 'system');`,
    )
    .join('');
