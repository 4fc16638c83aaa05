import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');

/** Commands like `npm start` run these from source: Node strips types and knows neither decorators nor parameter properties. */
const runFromSource = [
  'errors',
  'contracts',
  'statistics',
  'text',
  'database',
  'messaging',
  'local-infrastructure',
  'row-files',
];

const load = (code: string, ...options: string[]): Buffer =>
  execFileSync(process.execPath, ['--conditions=harken-source', '--input-type=module', ...options, '--eval', code], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: 'pipe',
  });

describe('a lib that commands run from source', () => {
  it.each(runFromSource)('is TypeScript whose types can be stripped: %s', (lib) => {
    expect(() => load(`await import('@harken/${lib}')`)).not.toThrow();
  });

  it('is found out when it has a parameter property', () => {
    const bad = 'class Bad { constructor(readonly name: string) {} }';
    expect(() => load(bad, '--input-type=module-typescript')).toThrow();
  });
});
