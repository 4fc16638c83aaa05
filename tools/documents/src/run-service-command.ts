import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

export const root = resolve(import.meta.dirname, '../../..');

const run = promisify(execFile);

/** Runs a command such as `openapi` or `settings` of a built service and parses its output. Needs no database. */
export async function runServiceCommand<T>(service: string, command: string): Promise<T> {
  const main = join(root, 'apps', service, 'dist/main.js');
  const { stdout } = await run(process.execPath, [main, command], { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout) as T;
}
