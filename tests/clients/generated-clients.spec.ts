import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { services } from '@harken/contracts';
import { inHome, pinnedNode, root } from '@harken/local-infrastructure';
import { expectStatus } from '@harken/simulator';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type System, startSystem } from '../harness/system.ts';
import { generateTypeScript } from './generate-typescript.ts';
import { findPython, pythonEnvironment } from './python.ts';

jest.setTimeout(600_000);

const execute = promisify(execFile);
const folder = inHome('clients');
const python = findPython();
if (python === undefined)
  process.stderr.write('\nSKIPPED: the Python clients. There is no python3 with venv on this machine.\n\n');

/** Runs a program in a folder; an error has all that it wrote. */
async function run(cwd: string, file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 64 << 20 };
  return execute(file, [...args], options).then(
    ({ stdout, stderr }) => stdout + stderr,
    (error: Error & { stdout?: string; stderr?: string }) => {
      throw new Error(`${error.message}\n${error.stdout ?? ''}\n${error.stderr ?? ''}`.slice(0, 20_000));
    },
  );
}

/** A folder without what was generated before. */
function emptyFolder(name: string): string {
  const path = join(folder, name);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}

describe('clients generated from the OpenAPI documents (case 21)', () => {
  let system: System;
  let documents: string;
  const urls = (): Record<string, string> =>
    Object.fromEntries(services.map((service) => [service, system.serviceUrl(service)]));

  beforeAll(async () => {
    system = await startSystem();
    documents = emptyFolder('documents');
    for (const service of services) {
      const document = expectStatus(await system.api(service).get('/openapi.json'), 200);
      writeFileSync(join(documents, `${service}.json`), JSON.stringify(document));
    }
  }, 240_000);
  afterAll(() => system?.stop(), 60_000);

  it('by orval compile under strict TypeScript and run', async () => {
    const out = emptyFolder('typescript');
    for (const [service, url] of Object.entries(urls()))
      await generateTypeScript(join(documents, `${service}.json`), join(out, `${service}.ts`), url);
    copyFileSync(join(root, 'tests/clients/stories/story.ts'), join(out, 'story.ts'));
    const compilerOptions = {
      ...{ module: 'nodenext', target: 'es2024', lib: ['es2024', 'dom', 'dom.iterable'], types: ['node'] },
      ...{ strict: true, skipLibCheck: true, rewriteRelativeImportExtensions: true, outDir: 'dist', rootDir: '.' },
    };
    writeFileSync(join(out, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    writeFileSync(join(out, 'package.json'), JSON.stringify({ type: 'module' }));
    await run(out, pinnedNode, [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.']);
    const said = await run(out, pinnedNode, ['dist/story.js'], { HARKEN_KEYS: JSON.stringify(system.keys) });
    expect(said).toContain('intake, list, commands, calendar: done');
  });

  (python === undefined ? it.skip : it)('by openapi-python-client compile, pass mypy and run', async () => {
    const environment = await pythonEnvironment(python ?? '', folder, run);
    const out = emptyFolder('python');
    for (const service of services) {
      const said = await run(out, environment.program('openapi-python-client'), [
        ...['generate', '--path', join(documents, `${service}.json`), '--output-path', service, '--meta', 'none'],
        ...['--config', environment.config],
      ]);
      // Of a journey map the client sends JSON: it leaves out YAML, and says so.
      const left = [...said.matchAll(/^(?:WARNING|ERROR) .*\n\n?(.*)$/gm)].map(([, why]) => why);
      expect(left.filter((why) => why !== 'Unsupported content type application/yaml')).toEqual([]);
    }
    copyFileSync(join(root, 'tests/clients/stories/story.py'), join(out, 'story.py'));
    await run(out, environment.program('python'), ['-m', 'compileall', '-q', '.']);
    await run(out, environment.program('python'), ['-m', 'mypy', '--ignore-missing-imports', 'story.py']);
    const said = await run(out, environment.program('python'), ['story.py'], {
      HARKEN_KEYS: JSON.stringify(system.keys),
      HARKEN_URLS: JSON.stringify(urls()),
    });
    expect(said).toContain('intake, list, commands, calendar: done');
  });
});
