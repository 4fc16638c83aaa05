import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { kafkaAnswers } from './kafka-answers.ts';
import { kafkaJars } from './kafka-jars.ts';
import { acceptsTls, type KafkaLogin, loginProperties, scramOptions } from './kafka-login.ts';
import { requireFreePort } from './ports.ts';
import { isAlive, livingPid, ownedProcess, spawnLogged, stopOrphan, stopProcess, tail } from './processes.ts';

export interface KafkaOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly controllerPort: number;
  readonly logFile: string;
  /** Demands TLS and a login of every client. */
  readonly login?: KafkaLogin;
  /** Broker settings beyond, or instead of, those of the stack. */
  readonly properties?: Readonly<Record<string, string | number>>;
  /** Gives up a start that is under way. */
  readonly signal?: AbortSignal | undefined;
}

export interface KafkaServer {
  readonly brokers: string[];
  /** Of the process that runs now; 0 when none does. */
  pid(): number;
  /** Starts it again with the same options. */
  start(): Promise<void>;
  stop(graceMs?: number): Promise<void>;
}

const stopGraceMs = 7_000;

export async function startKafka(options: KafkaOptions): Promise<KafkaServer> {
  const { dataDir, port, controllerPort, logFile } = options;
  mkdirSync(dataDir, { recursive: true });
  await stopKafka(dataDir);
  await requireFreePort(port, 'Kafka', 'HARKEN_KAFKA_PORT');
  await requireFreePort(controllerPort, "Kafka's controller", 'HARKEN_KAFKA_CONTROLLER_PORT');

  const classPath = join(await kafkaJars(options.signal), '*');
  const properties = join(dataDir, 'server.properties');
  writeFileSync(properties, serverProperties(options));
  writeFileSync(join(dataDir, 'log4j2.properties'), logging);
  if (!existsSync(join(dataDir, 'log', 'meta.properties'))) await format(classPath, options, properties);

  const child = spawnLogged(
    'java',
    [
      ...javaOptions,
      `-Dlog4j2.configurationFile=${join(dataDir, 'log4j2.properties')}`,
      '-cp',
      classPath,
      'kafka.Kafka',
      properties,
    ],
    { cwd: dataDir, logFile, pidFile: pidFileOf(dataDir) },
  );
  const pid = child.pid;
  if (pid === undefined) throw new Error('java did not start.');
  await untilItAnswers(pid, options);
  child.unref();
  return {
    brokers: [`127.0.0.1:${port}`],
    pid: () => livingPid(pidFileOf(dataDir)),
    start: async () => {
      await startKafka(options);
    },
    stop: async (graceMs) => {
      await stopKafka(dataDir, graceMs);
    },
  };
}

/** Stops the broker of this data folder, also when another process started it. */
export const stopKafka = (dataDir: string, graceMs = stopGraceMs): Promise<boolean> =>
  stopOrphan(pidFileOf(dataDir), join(dataDir, 'server.properties'), graceMs);

export const kafkaIsRunning = async (dataDir: string): Promise<boolean> =>
  (await ownedProcess(pidFileOf(dataDir), join(dataDir, 'server.properties'))) !== undefined;

const pidFileOf = (dataDir: string): string => join(dataDir, 'broker.pid');

// One broker on one machine: a quick start counts for more than the last of its throughput.
const javaOptions = [
  '-Xms256m',
  '-Xmx512m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:+ExitOnOutOfMemoryError',
  '-Djava.awt.headless=true',
];

async function format(classPath: string, { dataDir, login }: KafkaOptions, properties: string): Promise<void> {
  rmSync(join(dataDir, 'log'), { recursive: true, force: true });
  const clusterId = randomBytes(16).toString('base64url').replace(/^-/, 'h');
  const tool = ['-Xmx128m', '-XX:TieredStopAtLevel=1', '-cp', classPath, 'kafka.tools.StorageTool'];
  await execa('java', [...tool, 'format', '-t', clusterId, '-c', properties, ...(login ? scramOptions(login) : [])]);
}

async function untilItAnswers(pid: number, { port, logFile, signal, login }: KafkaOptions): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (!(await (login ? acceptsTls(port) : kafkaAnswers(port)))) {
    if (signal?.aborted || !isAlive(pid) || Date.now() > deadline) {
      await stopProcess(pid, 1_000);
      signal?.throwIfAborted();
      throw new Error(`Kafka did not start. The end of ${logFile}:\n${tail(logFile, 15)}`);
    }
    await delay(50);
  }
}

/** A fixed quorum instead of a dynamic one: the controller's port is not written into the log, so it can be moved. */
const serverProperties = ({ dataDir, port, controllerPort, properties, login }: KafkaOptions): string =>
  Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(dataDir, 'log'),
    'auto.create.topics.enable': false,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 10,
    'offsets.retention.minutes': 525_600,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'log.cleaner.dedupe.buffer.size': 32 << 20,
    ...(login && loginProperties(login, { port, controllerPort })),
    ...properties,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

const logging = `status=error
rootLogger.level=info
rootLogger.appenderRef.out.ref=out
appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=%d{ISO8601} %p %c{1} %m%n
logger.state.name=state.change.logger
logger.state.level=warn
`;
