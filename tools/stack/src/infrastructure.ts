import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  containerName,
  containerRuns,
  inHome,
  kafkaAnswers,
  kafkaEnvironment,
  kafkaIsRunning,
  postgresBinariesAreThere,
  postgresIsRunning,
  removeContainer,
  removeVolume,
  runContainer,
  secretFile,
  startKafka,
  startPostgres,
  stopKafka,
  stopPostgres,
  withClient,
} from '@harken/local-infrastructure';
import type { StackSettings } from './settings.ts';

/** What the services stand on: PostgreSQL and Kafka, each as a process, or as a container where it cannot be one. */
type Part = 'postgres' | 'kafka';

const postgresDir = inHome('postgres');
const kafkaDir = inHome('kafka/broker');
const logFileOf = (part: Part): string => inHome('logs', `${part}.log`);
const passwordFile = inHome('secrets/postgres');
const readyWithinMs = 60_000;

// Kept in a file, so that stop and reset know it without a running launcher.
const markOf = (part: Part): string => inHome('containers', part);
export const isContainer = (part: Part): boolean => existsSync(markOf(part));
export function chooseContainer(part: Part, chosen: boolean): void {
  rmSync(markOf(part), { force: true });
  if (!chosen) return;
  mkdirSync(dirname(markOf(part)), { recursive: true });
  writeFileSync(markOf(part), `${containerName(part)}\n`);
}

export const postgresNeedsContainer = (): boolean => !postgresBinariesAreThere();

/** Gives a superuser's address. */
export async function startDatabase({ postgresPort: port }: StackSettings, signal?: AbortSignal): Promise<string> {
  if (!isContainer('postgres')) {
    return (await startPostgres({ dataDir: postgresDir, port, logFile: logFileOf('postgres'), passwordFile })).adminUrl;
  }
  const password = secretFile(passwordFile);
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  await runContainer(
    {
      name: containerName('postgres'),
      image: 'postgres:18',
      port,
      innerPort: 5432,
      environment: { POSTGRES_PASSWORD: password },
      dataPath: '/var/lib/postgresql',
      arguments: ['-c', 'max_connections=200'],
      logFile: logFileOf('postgres'),
    },
    signal,
  );
  await until('PostgreSQL', () => withClient(adminUrl, () => Promise.resolve(true)).catch(() => false), signal);
  return adminUrl;
}

/** Gives the brokers' addresses. */
export async function startBroker(settings: StackSettings, signal?: AbortSignal): Promise<string[]> {
  const { kafkaPort: port, kafkaControllerPort: controllerPort } = settings;
  if (!isContainer('kafka')) {
    return (await startKafka({ dataDir: kafkaDir, port, controllerPort, logFile: logFileOf('kafka'), signal })).brokers;
  }
  await runContainer(
    {
      name: containerName('kafka'),
      image: 'apache/kafka:4.3.1',
      port,
      innerPort: 9092,
      environment: kafkaEnvironment(port),
      dataPath: '/var/lib/kafka/data',
      logFile: logFileOf('kafka'),
    },
    signal,
  );
  await until('Kafka', () => kafkaAnswers(port), signal);
  return [`127.0.0.1:${port}`];
}

export const databaseRuns = (): Promise<boolean> =>
  isContainer('postgres') ? containerRuns(containerName('postgres')) : postgresIsRunning(postgresDir);

export const brokerRuns = (): Promise<boolean> =>
  isContainer('kafka') ? containerRuns(containerName('kafka')) : kafkaIsRunning(kafkaDir);

export const stopDatabase = (graceMs: number): Promise<boolean> =>
  isContainer('postgres') ? removeContainer(containerName('postgres'), graceMs) : stopPostgres(postgresDir, graceMs);

export const stopBroker = (graceMs: number): Promise<boolean> =>
  isContainer('kafka') ? removeContainer(containerName('kafka'), graceMs) : stopKafka(kafkaDir, graceMs);

/** Wipes the data of both; false when there was none. */
export async function wipeInfrastructure(): Promise<boolean> {
  const folders = [postgresDir, `${postgresDir}.new`, kafkaDir].filter((path) => existsSync(path));
  let some = folders.some((path) => readdirSync(path).length > 0);
  for (const path of folders) rmSync(path, { recursive: true, force: true });
  for (const part of ['postgres', 'kafka'] as const) {
    if (!isContainer(part)) continue;
    some = (await removeVolume(containerName(part))) || some;
    chooseContainer(part, false);
  }
  return some;
}

async function until(what: string, answers: () => Promise<boolean>, signal?: AbortSignal): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  while (!(await answers())) {
    signal?.throwIfAborted();
    if (Date.now() > deadline) throw new Error(`${what} does not answer after ${readyWithinMs / 1000} s.`);
    await delay(100);
  }
}
