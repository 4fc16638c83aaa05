import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../../..');
const folder = join(import.meta.dirname, 'fixtures');
const href = (path: string) => JSON.stringify(pathToFileURL(path).href);
const brokenFiles = (fixture: string) =>
  [...readFileSync(join(folder, fixture), 'utf8').matchAll(/'((?:apps|libs)\/\S+\.js)'/g)].map(
    ([, file]) => file ?? '',
  );

describe('a broken build', () => {
  it.each(readdirSync(folder))('finds the pieces it exchanges: %s', (fixture) => {
    const files = brokenFiles(fixture);
    expect(files.length).toBeGreaterThan(0);
    const code = [join(folder, fixture), ...files.map((file) => join(root, file))]
      .map((path) => `await import(${href(path)});`)
      .join('\n');
    execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: 'pipe',
    });
  });
});
