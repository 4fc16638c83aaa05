import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { services, topics } from '@harken/contracts';
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
import { compiledCodeIsKept, ownerUrls, serviceEnv } from './service-env.ts';
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

/** Builds while the broker and the database start, and migrates as soon as it can: the broker takes longest. */
export async function layGround(settings: StackSettings, signal: AbortSignal): Promise<Addresses> {
  const built = step('Services built', () => build(signal));
  const database = step(`PostgreSQL 18 on 127.0.0.1:${settings.postgresPort}`, () => databaseReady(settings, signal));
  const broker = step(`Kafka 4.3 on 127.0.0.1:${settings.kafkaPort}`, () => brokerReady(settings, signal));
  const migrated = Promise.all([database, built]).then(([adminUrl]) =>
    step('Tables migrated', () => migrate(adminUrl, signal)),
  );
  // All of them come to an end before a fault is told: nothing may still be starting when everything is stopped.
  const done = await Promise.allSettled([built, database, broker, migrated]);
  const failed = done.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return { settings, adminUrl: await database, brokers: await broker };
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

/** Every schema, each as its owner. */
export async function migrate(adminUrl: string, signal: AbortSignal): Promise<void> {
  await run(pinnedNode, [join(import.meta.dirname, 'migrate.main.ts')], {
    env: { ...process.env, ...compiledCodeIsKept, HARKEN_OWNER_URLS: JSON.stringify(ownerUrls(adminUrl)) },
    signal,
  });
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
