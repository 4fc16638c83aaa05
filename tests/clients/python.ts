import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@harken/local-infrastructure';

type Run = (cwd: string, file: string, args: readonly string[]) => Promise<string>;

/** The Python 3 of this machine, if it can make environments. */
export function findPython(): string | undefined {
  return ['python3', 'python'].find((name) => spawnSync(name, ['-c', 'import ensurepip, venv']).status === 0);
}

export interface PythonEnvironment {
  program(name: string): string;
  /** Of the generator: it formats nothing afterwards. */
  readonly config: string;
}

/** An environment with the packages of requirements.txt; made once, until they change. */
export async function pythonEnvironment(python: string, folder: string, run: Run): Promise<PythonEnvironment> {
  const requirements = join(root, 'tests/clients/requirements.txt');
  const environment = join(folder, 'venv');
  const installed = join(folder, 'venv/requirements.txt');
  const wanted = readFileSync(requirements, 'utf8');
  const program = (name: string): string => join(environment, 'bin', name);
  if (!existsSync(installed) || readFileSync(installed, 'utf8') !== wanted) {
    await run(folder, python, ['-m', 'venv', '--clear', environment]);
    await run(folder, program('python'), ['-m', 'pip', 'install', '--quiet', '-r', requirements]);
    writeFileSync(installed, wanted);
  }
  const config = join(folder, 'python-client.yaml');
  // The generator knows neither type: a picture is text to a client, lines of JSON are bytes.
  const overrides = ['image/svg+xml: text/plain', 'application/x-ndjson: application/octet-stream'];
  writeFileSync(
    config,
    ['post_hooks: []', 'content_type_overrides:', ...overrides.map((each) => `  ${each}`), ''].join('\n'),
  );
  return { program, config };
}
