import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { withFileLock } from './file-lock.ts';
import { kafkaIsRunning, startKafka, stopKafka } from './kafka.ts';
import { kafkaAnswers } from './kafka-answers.ts';
import { inHome } from './paths.ts';
import { freePort } from './ports.ts';
import { postgresIsRunning, startPostgres, stopPostgres } from './postgres.ts';

export interface TestStack {
  readonly postgres: { readonly adminUrl: string };
  readonly kafka: { readonly brokers: string[] };
}

const at = (...parts: string[]): string => inHome('test-stack', ...parts);
const stateFile = at('state.json');
const lockFile = inHome('test-stack.lock');
const postgresDir = at('postgres');
const kafkaDir = at('kafka');

/** The one local stack that all test workers share; started by the first that asks, left up for the next run. */
export async function startOrReuseTestStack(): Promise<TestStack> {
  return (await running()) ?? withFileLock(lockFile, async () => (await running()) ?? startFresh());
}

export const stopTestStack = (): Promise<boolean> =>
  withFileLock(lockFile, async () => {
    rmSync(stateFile, { force: true });
    const stopped = await Promise.all([stopKafka(kafkaDir), stopPostgres(postgresDir)]);
    rmSync(at(), { recursive: true, force: true });
    return stopped.some(Boolean);
  });

export async function running(): Promise<TestStack | undefined> {
  const state = readState();
  if (!state) return undefined;
  const port = Number(state.kafka.brokers[0]?.split(':')[1]);
  const up = await Promise.all([postgresIsRunning(postgresDir), kafkaIsRunning(kafkaDir), kafkaAnswers(port)]);
  return up.every(Boolean) ? state : undefined;
}

async function startFresh(): Promise<TestStack> {
  await Promise.all([stopKafka(kafkaDir), stopPostgres(postgresDir)]);
  rmSync(at(), { recursive: true, force: true });
  const [port, kafkaPort, controllerPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const [postgres, kafka] = await Promise.all([
    startPostgres({
      dataDir: postgresDir,
      port,
      logFile: at('logs/postgres.log'),
      passwordFile: at('secrets/postgres'),
      durable: false,
      maxConnections: 400,
    }),
    startKafka({ dataDir: kafkaDir, port: kafkaPort, controllerPort, logFile: at('logs/kafka.log') }),
  ]);
  const state: TestStack = { postgres: { adminUrl: postgres.adminUrl }, kafka: { brokers: kafka.brokers } };
  writeFileSync(stateFile, JSON.stringify(state), { mode: 0o600 });
  return state;
}

function readState(): TestStack | undefined {
  try {
    return JSON.parse(readFileSync(stateFile, 'utf8')) as TestStack;
  } catch {
    return undefined;
  }
}
