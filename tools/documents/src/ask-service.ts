import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

export const root = resolve(import.meta.dirname, '../../..');

const run = promisify(execFile);

/** What a built service prints for a command like `openapi` or `settings`; neither needs a database. */
export async function askService<T>(service: string, command: string): Promise<T> {
  const main = join(root, 'apps', service, 'dist/main.js');
  const { stdout } = await run(process.execPath, [main, command], { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout) as T;
}
