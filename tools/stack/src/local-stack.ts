import { mkdirSync } from 'node:fs';
import { services, topics } from '@harken/contracts';
import {
  accessSchema,
  engineAnswers,
  inHome,
  kafkaJarsAreThere,
  ownerOf,
  pidFileOf,
  provision,
  requireFreePort,
  withClient,
} from '@harken/local-infrastructure';
import { ensureTopics } from '@harken/messaging';
import { build } from './build.ts';
import { issueKeys, migrate, type Role } from './database-commands.ts';
import { chooseContainer, postgresNeedsContainer, startBroker, startDatabase } from './infrastructure.ts';
import { howToGetJava, missingJavaTools } from './java.ts';
import { step } from './progress.ts';
import { compileCache, roleUrls, serviceEnv } from './service-env.ts';
import { portsOf, type StackSettings } from './settings.ts';
import { database, logFileOf, mainOf, secretOf, stopEverything } from './stack-files.ts';
import { SupervisedService } from './supervised-service.ts';

export interface Addresses {
  readonly settings: StackSettings;
  readonly adminUrl: string;
  readonly brokers: readonly string[];
}

/** Java and Maven, free ports, and nothing left over from a launcher that was killed. */
export async function checkInfrastructure(settings: StackSettings): Promise<void> {
  mkdirSync(inHome('secrets'), { recursive: true, mode: 0o700 });
  await stopEverything();
  await chooseInfrastructure();
  for (const { port, what, setting } of portsOf(settings)) await requireFreePort(port, what, setting);
}

/** Kafka is a process where there is Java; a container where there is an engine instead. */
async function chooseInfrastructure(): Promise<void> {
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
export async function startInfrastructure(settings: StackSettings, signal: AbortSignal): Promise<Addresses> {
  const built = step('Services built', () => build(signal));
  const database = step(`PostgreSQL 18 on 127.0.0.1:${settings.postgresPort}`, () => databaseReady(settings, signal));
  const broker = step(`Kafka 4.3 on 127.0.0.1:${settings.kafkaPort}`, () => brokerReady(settings, signal));
  const migrated = Promise.all([database, built]).then(([adminUrl]) =>
    step('Tables migrated', () => migrate(roleUrls(adminUrl), compileCache, signal)),
  );
  // All of them come to an end before a failure is reported: nothing may still be starting when everything is stopped.
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
  await ensureTopics({ brokers }, topics, process.env.KAFKA_TOPIC_PREFIX ?? '');
  return brokers;
}

/** A key for each role when there is none yet: they are shown now and never again. */
export async function firstKeys(adminUrl: string): Promise<Record<Role, string> | undefined> {
  const urlOf = roleUrls(adminUrl);
  const { rowCount } = await withClient(urlOf(ownerOf(accessSchema)), (client) =>
    client.query('SELECT FROM access.api_keys LIMIT 1'),
  );
  return rowCount ? undefined : issueKeys(urlOf);
}

export const startServices = (addresses: Addresses, report: (text: string) => void): SupervisedService[] =>
  services.map((service) => {
    const supervised = new SupervisedService(
      {
        name: service,
        main: mainOf(service),
        env: serviceEnv(service, addresses),
        logFile: logFileOf(service),
        pidFile: pidFileOf(service),
      },
      report,
    );
    supervised.start();
    return supervised;
  });
