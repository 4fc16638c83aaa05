import { mkdirSync } from 'node:fs';
import { type ServiceName, services, topics } from '@harken/contracts';
import { ensureTopics } from '@harken/messaging';
import { build } from './build.ts';
import { engineAnswers } from './containers.ts';
import { chooseContainer, postgresNeedsContainer, startBroker, startDatabase } from './ground.ts';
import { howToGetJava, missingJavaTools } from './java.ts';
import { kafkaJarsAreThere } from './kafka-jars.ts';
import { inHome, pinnedNode } from './paths.ts';
import { requireFreePort } from './ports.ts';
import { run } from './processes.ts';
import { step } from './progress.ts';
import { provision } from './provision.ts';
import { ownerEnv, serviceEnv } from './service-env.ts';
import { portsOf, type StackSettings } from './settings.ts';
import { database, logFileOf, mainOf, pidFileOf, secretOf, stopEverything } from './stack-files.ts';
import { SupervisedService } from './supervised-service.ts';

export interface Addresses {
  readonly settings: StackSettings;
  readonly adminUrl: string;
  readonly brokers: readonly string[];
}

/** Java and Maven, free ports, and nothing left over from a launcher that was killed. */
export async function checkGround(settings: StackSettings): Promise<void> {
  mkdirSync(inHome('secrets'), { recursive: true, mode: 0o700 });
  await stopEverything();
  await chooseGround();
  for (const { port, what, setting } of portsOf(settings)) await requireFreePort(port, what, setting);
}

/** Kafka is a process where there is Java; a container where there is an engine instead. */
async function chooseGround(): Promise<void> {
  const missing = await missingJavaTools({ mavenNeeded: !kafkaJarsAreThere() });
  const kafka = missing.length > 0;
  const postgres = postgresNeedsContainer();
  if ((kafka || postgres) && !(await engineAnswers())) {
    const ways = kafka
      ? `Missing for Kafka: ${missing.join(' and ')}. To get it: ${howToGetJava()}.`
      : 'PostgreSQL has no program for this machine.';
    throw new Error(`${ways}\nOr start a Docker engine: then it runs in a container.`);
  }
  chooseContainer('kafka', kafka);
  chooseContainer('postgres', postgres);
}

/** Builds while the broker and the database start: the three do not need each other. */
export async function layGround(settings: StackSettings, signal: AbortSignal): Promise<Addresses> {
  const done = await Promise.allSettled([
    step('Services built', () => build(signal)),
    step(`PostgreSQL 18 on 127.0.0.1:${settings.postgresPort}`, () => databaseReady(settings, signal)),
    step(`Kafka 4.3 on 127.0.0.1:${settings.kafkaPort}`, () => brokerReady(settings, signal)),
  ]);
  const failed = done.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  const [, postgres, kafka] = done;
  if (postgres.status !== 'fulfilled' || kafka.status !== 'fulfilled') throw new Error('unreachable');
  return { settings, adminUrl: postgres.value, brokers: kafka.value };
}

export async function databaseReady(settings: StackSettings, signal?: AbortSignal): Promise<string> {
  const adminUrl = await startDatabase(settings, signal);
  await provision({ adminUrl, database, services, passwordOf: secretOf });
  return adminUrl;
}

export async function brokerReady(settings: StackSettings, signal?: AbortSignal): Promise<string[]> {
  const brokers = await startBroker(settings, signal);
  await ensureTopics(brokers, topics, process.env.KAFKA_TOPIC_PREFIX ?? '');
  return brokers;
}

/** The first alone, as it also makes the tables that all share; the others two by two. */
export async function migrate(addresses: Addresses, signal: AbortSignal): Promise<void> {
  const one = (service: ServiceName) =>
    run(pinnedNode, [mainOf(service), 'migrate'], {
      env: { ...serviceEnv(service, addresses), ...ownerEnv(service, addresses.adminUrl) },
      signal,
    });
  const [first, ...rest] = services;
  await one(first);
  const next = rest.values();
  const worker = async () => {
    for (const service of next) await one(service);
  };
  await Promise.all([worker(), worker()]);
}

export const startServices = (addresses: Addresses, tell: (text: string) => void): SupervisedService[] =>
  services.map((service) => {
    const supervised = new SupervisedService(
      {
        name: service,
        main: mainOf(service),
        env: serviceEnv(service, addresses),
        logFile: logFileOf(service),
        pidFile: pidFileOf(service),
        managementPort: addresses.settings.services[service].managementPort,
      },
      tell,
    );
    supervised.start();
    return supervised;
  });
