import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type KafkaOptions, type KafkaServer, startKafka } from './kafka.ts';
import { freePort } from './ports.ts';
import { type PostgresOptions, type PostgresServer, startPostgres } from './postgres.ts';

export interface InfrastructureOptions {
  /** Data, logs and the password of the superuser. */
  readonly folder: string;
  readonly postgres?: Partial<PostgresOptions>;
  readonly kafka?: Partial<KafkaOptions>;
}

/** Where services find PostgreSQL and Kafka. */
export interface InfrastructureAddresses {
  /** A superuser's address. */
  readonly adminUrl: string;
  readonly brokers: readonly string[];
}

export interface Infrastructure extends InfrastructureAddresses {
  readonly postgres: PostgresServer;
  readonly kafka: KafkaServer;
  /** Stops both and removes their data. */
  stop(): Promise<void>;
}

/** Starts PostgreSQL and Kafka as processes of this machine, on free ports. Stops what an earlier run left in `folder`. */
export async function startInfrastructure({ folder, ...options }: InfrastructureOptions): Promise<Infrastructure> {
  const started = [
    startPostgres({
      dataDir: join(folder, 'postgres'),
      port: await freePort(),
      logFile: join(folder, 'logs/postgres.log'),
      passwordFile: join(folder, 'secrets/postgres'),
      ...options.postgres,
    }),
    startKafka({
      dataDir: join(folder, 'kafka'),
      port: await freePort(),
      controllerPort: await freePort(),
      logFile: join(folder, 'logs/kafka.log'),
      ...options.kafka,
    }),
  ] as const;
  const stop = async () => {
    const servers = await Promise.allSettled(started);
    await Promise.all(servers.map((server) => server.status === 'fulfilled' && server.value.stop()));
  };
  try {
    const [postgres, kafka] = await Promise.all(started);
    const { adminUrl } = postgres;
    const remove = () => rmSync(folder, { recursive: true, force: true });
    return { adminUrl, brokers: kafka.brokers, postgres, kafka, stop: () => stop().then(remove) };
  } catch (error) {
    await stop();
    throw error;
  }
}
