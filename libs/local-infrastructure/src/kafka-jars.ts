import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { caches, root } from './paths.ts';

const pom = join(root, 'tools/kafka/pom.xml');
const libs = join(caches, 'kafka/libs');

/** Whether Maven has work to do. */
export const kafkaJarsAreThere = (): boolean => read(join(libs, '.pom-sha256')) === wantedMark();

const wantedMark = (): string => createHash('sha256').update(readFileSync(pom)).digest('hex');

/** The folder with the broker's jars; fetched by Maven once for each version of the pom. */
export async function kafkaJars(signal?: AbortSignal): Promise<string> {
  if (kafkaJarsAreThere()) return libs;
  const fresh = `${libs}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${fresh}`, '-DincludeScope=runtime'];
  await execa('mvn', ['-q', '-B', '-f', pom, ...goal], signal ? { cancelSignal: signal } : {});
  writeFileSync(join(fresh, '.pom-sha256'), wantedMark());
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
