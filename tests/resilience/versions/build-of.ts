import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../../..');

/** The commit a name stands for, like `HEAD~1`. */
export async function commitOf(name: string): Promise<string> {
  const { stdout } = await run('git', ['rev-parse', '--verify', `${name}^{commit}`], { cwd: root });
  return stdout.trim();
}

/** The files of a commit, built, with the packages of this checkout; kept for the next run. Returns its folder. */
export async function buildOf(commit: string): Promise<string> {
  const folder = resolve(root, '.harken/versions', commit);
  const done = join(folder, '.built');
  if (existsSync(done)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const archive = join(folder, '.files.tar');
  await run('git', ['archive', '--format=tar', `--output=${archive}`, commit], { cwd: root });
  await run('tar', ['-xf', archive, '-C', folder]);
  rmSync(archive);
  linkPackages(folder);
  for (const project of projectsOf(folder)) {
    const options = ['--config-file', '../../.swcrc', '--strip-leading-paths', '--copy-files', '--quiet'];
    await run(join(root, 'node_modules/.bin/swc'), ['src', '-d', 'dist', ...options], { cwd: join(folder, project) });
  }
  writeFileSync(done, '');
  return folder;
}

/** What was installed is shared; the packages of the house are those of the commit. */
function linkPackages(folder: string): void {
  const installed = join(root, 'node_modules');
  const linked = join(folder, 'node_modules');
  mkdirSync(join(linked, '@harken'), { recursive: true });
  for (const name of readdirSync(installed)) {
    if (name !== '@harken') symlinkSync(join(installed, name), join(linked, name));
  }
  for (const name of readdirSync(join(installed, '@harken'))) {
    symlinkSync(readlinkSync(join(installed, '@harken', name)), join(linked, '@harken', name));
  }
}

const projectsOf = (folder: string): readonly string[] =>
  ['apps', 'libs'].flatMap((kind) =>
    readdirSync(join(folder, kind))
      .map((name) => `${kind}/${name}`)
      .filter((project) => existsSync(join(folder, project, 'src'))),
  );
