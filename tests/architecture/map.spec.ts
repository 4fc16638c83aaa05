import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');

/** Paths of the table "Where is ...?"; those of a service are told from its own `src`. Patterns like `<service>` are left out. */
function mappedPaths(text: string): string[] {
  const table = text.slice(text.indexOf('## Where is'), text.indexOf('\n## ', text.indexOf('## Where is') + 3));
  let folder = '';
  return table.split('\n').flatMap((line) => {
    const heading = /^\| \*\*[^*]+\*\*(?: \(in `([^`]+)`\))?/.exec(line);
    if (heading) folder = heading[1] ?? '';
    const cell = line.split(' | ').at(1) ?? '';
    return [...cell.matchAll(/`([^`<*]+\/[^`<*]*|[^`<*]+\.(?:ts|yml|json))`/g)].map(([, path = '']) =>
      /^(apps|libs|tests|tools|deploy|docker-compose)/.test(path) ? path : `${folder}/${path}`,
    );
  });
}

describe('the map of docs/architecture.md', () => {
  it('leads to files that exist', () => {
    const paths = mappedPaths(page);
    expect(paths.length).toBeGreaterThan(90);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('is found out when a path leads nowhere', () => {
    const wrong =
      '## Where is ...?\n| **Complaints** (in `apps/complaints/src`) | |\n| rule | `complaint/nowhere.ts` |\n\n## ';
    expect(mappedPaths(wrong)).toEqual(['apps/complaints/src/complaint/nowhere.ts']);
  });
});
