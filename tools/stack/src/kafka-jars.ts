import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inHome, root } from './paths.ts';
import { run } from './processes.ts';

const pom = join(root, 'tools/kafka/pom.xml');

/** The folder with the broker's jars; fetched by Maven once for each version of the pom. */
export async function kafkaJars(): Promise<string> {
  const libs = inHome('kafka/libs');
  const mark = join(libs, '.pom-sha256');
  const wanted = createHash('sha256').update(readFileSync(pom)).digest('hex');
  if (read(mark) === wanted) return libs;
  const fresh = `${libs}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  await run('mvn', [
    '-q',
    '-B',
    '-f',
    pom,
    'dependency:copy-dependencies',
    `-DoutputDirectory=${fresh}`,
    '-DincludeScope=runtime',
  ]);
  writeFileSync(join(fresh, '.pom-sha256'), wanted);
  rmSync(libs, { recursive: true, force: true });
  renameSync(fresh, libs);
  return libs;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
