import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, startKafka, startPostgres } from '@harken/stack';
import { benchFolder } from './report.ts';

export interface Ground {
  readonly adminUrl: string;
  readonly brokers: readonly string[];
  /** The processes, with all that they start. */
  readonly broker: number;
  readonly database: number;
  stop(): Promise<void>;
}

/** PostgreSQL that keeps its promises at a crash, and Kafka, both of its own: what they use is used by the bench. */
export async function layBenchGround(): Promise<Ground> {
  const folder = join(benchFolder, 'ground');
  const dataDir = join(folder, 'postgres');
  const postgres = await startPostgres({
    dataDir,
    port: await freePort(),
    logFile: join(folder, 'postgres.log'),
    passwordFile: join(folder, 'password'),
  });
  const kafka = await startKafka({
    dataDir: join(folder, 'kafka'),
    port: await freePort(),
    controllerPort: await freePort(),
    logFile: join(folder, 'kafka.log'),
  }).catch(async (error: unknown) => {
    await postgres.stop();
    throw error;
  });
  return {
    adminUrl: postgres.adminUrl,
    brokers: kafka.brokers,
    broker: kafka.pid,
    database: Number.parseInt(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8'), 10),
    stop: async () => {
      await Promise.all([postgres.stop(), kafka.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
