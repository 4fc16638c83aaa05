import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { lock } from 'proper-lockfile';
import { containerRuns, removeContainer } from './containers.ts';
import { startInfrastructure } from './infrastructure.ts';
import { kafkaIsRunning, stopKafka } from './kafka.ts';
import { kafkaAnswers } from './kafka-answers.ts';
import { inHome } from './paths.ts';
import { postgresIsRunning, stopPostgres } from './postgres.ts';

export interface TestStack {
  readonly postgres: { readonly adminUrl: string };
  readonly kafka: { readonly brokers: string[] };
}

interface State extends TestStack {
  /** Ids, when the two run in containers. */
  readonly containers?: string[];
}

const inContainers = process.env.HARKEN_TEST_CONTAINERS === '1';
const folder = inContainers ? 'test-containers' : 'test-stack';
const at = (...parts: string[]): string => inHome(folder, ...parts);
const stateFile = at('state.json');
const postgresDir = at('postgres');
const kafkaDir = at('kafka');

/** The one local stack that all test workers share; started by the first that asks, left up for the next run. */
export async function startOrReuseTestStack(): Promise<TestStack> {
  return (await testStackIsRunning()) ?? withLock(async () => (await testStackIsRunning()) ?? startFresh());
}

export const stopTestStack = (): Promise<boolean> => withLock(stop);

/** One process at a time does the work; the lock of one that was killed lapses. */
async function withLock<T>(work: () => Promise<T>): Promise<T> {
  mkdirSync(inHome(), { recursive: true });
  const retries = { forever: true, minTimeout: 50, maxTimeout: 200 };
  const release = await lock(at(), { realpath: false, stale: 20_000, retries });
  try {
    return await work();
  } finally {
    await release();
  }
}

async function stop(): Promise<boolean> {
  const containers = readState()?.containers ?? [];
  const stopped = await Promise.all([
    stopKafka(kafkaDir),
    stopPostgres(postgresDir),
    ...containers.map((id) => removeContainer(id, 0)),
  ]);
  rmSync(at(), { recursive: true, force: true });
  return stopped.some(Boolean);
}

export async function testStackIsRunning(): Promise<State | undefined> {
  const state = readState();
  if (!state) return undefined;
  const port = Number(state.kafka.brokers[0]?.split(':')[1]);
  const alive = await Promise.all(
    state.containers?.map(containerRuns) ?? [postgresIsRunning(postgresDir), kafkaIsRunning(kafkaDir)],
  );
  // A busy machine answers late: what others are using must not be taken for dead.
  return alive.every(Boolean) && (await kafkaAnswers(port, '127.0.0.1', 20_000)) ? state : undefined;
}

async function startFresh(): Promise<TestStack> {
  await stop();
  return inContainers ? startContainers() : startProcesses();
}

async function startContainers(): Promise<TestStack> {
  // Loaded only here: the library is large.
  const { startTestContainers } = await import('./test-containers.ts');
  const { adminUrl, brokers, containers } = await startTestContainers();
  return keep({ postgres: { adminUrl }, kafka: { brokers }, containers });
}

async function startProcesses(): Promise<TestStack> {
  const options = { folder: at(), postgres: { durable: false, maxConnections: 400 } };
  const { adminUrl, kafka } = await startInfrastructure(options);
  return keep({ postgres: { adminUrl }, kafka: { brokers: kafka.brokers } });
}

function keep(state: State): TestStack {
  mkdirSync(at(), { recursive: true });
  writeFileSync(stateFile, JSON.stringify(state), { mode: 0o600 });
  return state;
}

function readState(): State | undefined {
  try {
    return JSON.parse(readFileSync(stateFile, 'utf8')) as State;
  } catch {
    return undefined;
  }
}
