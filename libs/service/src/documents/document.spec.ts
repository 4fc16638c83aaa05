import { Stale } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import { type DocumentRules, publishedOf, wholeContent } from './document.ts';
import { documentTable, firstVersion } from './document-table.ts';

interface Policy {
  readonly window: string;
  readonly words: readonly string[];
}

const rules: DocumentRules<Policy> = {
  name: 'policy',
  table: 'policies',
  defaults: { window: 'P1D' },
  shipped: { words: ['a'] },
  stale: () => new Stale('policy.stale', 'It moved.'),
};

describe('the content of a version', () => {
  it('has what it does not say from the defaults and from what ships', () => {
    expect(wholeContent(rules, {})).toEqual({ window: 'P1D', words: ['a'] });
    expect(wholeContent(rules, { window: 'P2D', words: [] })).toEqual({ window: 'P2D', words: [] });
  });

  it('stands beside its place in the row of versions', () => {
    const at = new Date(0);
    const row = { version: 2, content: { words: [] }, effectiveFrom: at, publishedAt: at, publishedBy: 'acme' };
    const { content: _, ...place } = row;
    expect(publishedOf(rules, row)).toEqual({ window: 'P1D', words: [], ...place });
  });
});

describe('the table of a document', () => {
  it('has one row a version, which the service can add and not change', () => {
    const sql = documentTable('policies', { appRole: 'app', columns: ['team text REFERENCES teams'] });
    expect(sql).toContain('version integer PRIMARY KEY CHECK (version >= 1),');
    expect(sql).toContain('team text REFERENCES teams');
    expect(sql).toContain('REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON policies FROM app;');
  });

  it('of many has an id and counts all publications', () => {
    const sql = documentTable('calendars', { appRole: 'app', keyed: true });
    expect(sql).toContain('revision integer NOT NULL UNIQUE');
    expect(sql).toContain('PRIMARY KEY (id, version)');
  });

  it('may begin with a version, whatever its words', () => {
    expect(firstVersion('policies', { name: "Anna's" })).toContain(`'{"name":"Anna''s"}'`);
  });
});
