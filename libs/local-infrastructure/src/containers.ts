import { createHash } from 'node:crypto';
import { execa } from 'execa';
import { pidFileOf, root } from './paths.ts';
import { spawnLogged } from './processes.ts';

export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  /** The port on this machine's loopback, and the one inside. */
  readonly port: number;
  readonly innerPort: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Where the named volume of the data is mounted. */
  readonly dataPath: string;
  readonly arguments?: readonly string[];
  readonly logFile: string;
}

/** Two checkouts on one machine do not share containers. */
export const containerName = (part: string): string =>
  `harken-${createHash('sha256').update(root).digest('hex').slice(0, 8)}-${part}`;

const docker = (args: readonly string[], cancelSignal?: AbortSignal) =>
  execa('docker', args, cancelSignal ? { cancelSignal } : {});

const works = async (args: readonly string[]): Promise<boolean> =>
  !(await execa('docker', args, { reject: false })).failed;

export const engineAnswers = (): Promise<boolean> => works(['version', '--format', '{{.Server.Version}}']);

export const imageIsThere = (image: string): Promise<boolean> => works(['image', 'inspect', image]);

/** Starts the container anew; its data stays in a named volume. */
export async function runContainer(spec: ContainerSpec, signal?: AbortSignal): Promise<void> {
  if (!(await imageIsThere(spec.image))) await docker(['pull', '-q', spec.image], signal);
  await removeContainer(spec.name, 0);
  const environment = Object.entries(spec.environment).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  const place = ['-p', `127.0.0.1:${spec.port}:${spec.innerPort}`, '-v', `${spec.name}:${spec.dataPath}`];
  await docker(
    ['run', '-d', '--name', spec.name, ...place, ...environment, spec.image, ...(spec.arguments ?? [])],
    signal,
  );
  spawnLogged('docker', ['logs', '-f', spec.name], {
    logFile: spec.logFile,
    pidFile: pidFileOf(`${spec.name}-log`),
  }).unref();
}

export async function containerRuns(name: string): Promise<boolean> {
  const { stdout } = await execa('docker', ['inspect', '-f', '{{.State.Running}}', name], { reject: false });
  return stdout === 'true';
}

export async function removeContainer(name: string, graceMs: number): Promise<boolean> {
  if (!(await works(['inspect', name]))) return false;
  await works(['stop', '-t', String(Math.ceil(graceMs / 1000)), name]);
  return works(['rm', '-f', '-v', name]);
}

export const removeVolume = (name: string): Promise<boolean> => works(['volume', 'rm', '-f', name]);
