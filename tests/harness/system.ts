import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { type ServiceName, services, topics } from '@harken/contracts';
import {
  appOf,
  freePort,
  type InfrastructureAddresses,
  provision,
  root,
  withClient,
} from '@harken/local-infrastructure';
import { ensureTopics } from '@harken/messaging';
import { ApiClient } from '@harken/simulator';
import { fewArenas, issueKey, issueKeys, type KeyOf, migrate, type Role, ServiceProcess } from '@harken/stack';
import { testStack } from '@harken/testing';

const mainOf = (service: ServiceName, build = root): string => resolve(build, `apps/${service}/dist/main.js`);

/** What a journey needs of a running Harken, however it runs. */
export interface RunningHarken {
  readonly keys: Readonly<Record<Role, string>>;
  /** Where the services reach a webhook receiver of the test. */
  readonly receiverHost: string;
  serviceUrl(service: ServiceName): string;
  api(service: ServiceName, role?: Role): ApiClient;
  /** Runs SQL as a database role; gives the error it was refused with, or undefined. */
  sqlError(role: string, sql: string): Promise<string | undefined>;
}

export interface System extends RunningHarken {
  readonly services: Readonly<Record<ServiceName, ServiceProcess>>;
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  /** The database address of a role, e.g. `complaints_app`. */
  urlOf(role: string): string;
  /** A client with a key of its own, which may name a person. */
  clientOf(service: ServiceName, key: KeyOf): Promise<ApiClient>;
  /** A client with a bearer that was made elsewhere. */
  clientWith(service: ServiceName, bearer: string): ApiClient;
  /** One more process of a service, sharing its database and its consumer group; `build` is the folder of another version. */
  addReplica(service: ServiceName, build?: string): Promise<ServiceProcess>;
  stop(): Promise<void>;
}

export interface SystemOptions {
  /** Default: the stack that all tests share. */
  readonly infrastructure?: InfrastructureAddresses;
  readonly env?: NodeJS.ProcessEnv;
  readonly only?: readonly ServiceName[];
}

/** The whole of Harken in real processes, on a database and topics of its own. */
export async function startSystem({ infrastructure, env = {}, only = services }: SystemOptions = {}): Promise<System> {
  const { adminUrl, brokers } = infrastructure ?? (await sharedInfrastructure());
  const name = `journey_${randomBytes(5).toString('hex')}`;
  const topicPrefix = `${name}.`;
  const { urlOf } = await provision({
    adminUrl,
    database: name,
    services,
    passwordOf: () => 'test',
    renewPasswords: false,
  });
  const base: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    NODE_OPTIONS: '',
    ...fewArenas,
    NODE_COMPILE_CACHE: resolve(root, '.harken/compile-cache'),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
    KAFKA_BROKERS: brokers.join(','),
    KAFKA_TOPIC_PREFIX: topicPrefix,
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
    ...env,
  };
  await ensureTopics({ brokers }, topics, topicPrefix);
  await migrate(urlOf, base);
  const keys = await issueKeys(urlOf);

  const processes: ServiceProcess[] = [];
  const spawnService = async (service: ServiceName, replica = '', build?: string): Promise<ServiceProcess> => {
    const logFile = resolve(root, `.harken/journeys/${name}/${service}${replica}.log`);
    const env = { ...base, DATABASE_URL: urlOf(appOf(service)) };
    const ports = { PORT: String(await freePort()), MANAGEMENT_PORT: String(await freePort()) };
    const started = new ServiceProcess({
      name: service,
      main: mainOf(service, build),
      logFile,
      env: { ...env, ...ports },
    });
    started.start();
    processes.push(started);
    return started;
  };
  const first: Partial<Record<ServiceName, ServiceProcess>> = {};
  for (const service of only) first[service] = await spawnService(service);
  await Promise.all(processes.map((started) => started.ready()));

  const clients: ApiClient[] = [];
  const byName = first as Record<ServiceName, ServiceProcess>;
  const clientWith = (service: ServiceName, bearer: string | undefined): ApiClient => {
    const client = new ApiClient(byName[service].url, bearer);
    clients.push(client);
    return client;
  };
  return {
    services: byName,
    keys,
    brokers,
    topicPrefix,
    urlOf,
    receiverHost: '127.0.0.1',
    serviceUrl: (service) => byName[service].url,
    sqlError: (role, sql) =>
      withClient(urlOf(role), (client) =>
        client.query(sql).then(
          () => undefined,
          (error: Error) => error.message,
        ),
      ),
    api: (service, role) => clientWith(service, role && keys[role]),
    clientOf: async (service, key) => clientWith(service, await issueKey(key, urlOf)),
    clientWith,
    addReplica: async (service, build) => {
      const replica = await spawnService(service, `-${processes.length}`, build);
      await replica.ready();
      return replica;
    },
    stop: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await Promise.all(processes.map((started) => started.stop()));
      await withClient(adminUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

async function sharedInfrastructure(): Promise<InfrastructureAddresses> {
  const { postgres, kafka } = await testStack();
  return { adminUrl: postgres.adminUrl, brokers: kafka.brokers };
}
