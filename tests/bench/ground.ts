import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, startOrReuseTestStack, startPostgres, stopTestStack } from '@harken/stack';
import { running as testStackRuns } from '../../tools/stack/src/test-stack.ts';
import { benchFolder } from './report.ts';

export interface Ground {
  readonly adminUrl: string;
  readonly brokers: readonly string[];
  stop(): Promise<void>;
}

/** A PostgreSQL of its own that keeps its promises at a crash, unlike the one of the tests; Kafka is the tests' one. */
export async function layBenchGround(): Promise<Ground> {
  const others = (await testStackRuns()) !== undefined;
  const { kafka } = await startOrReuseTestStack();
  const folder = join(benchFolder, 'ground');
  const postgres = await startPostgres({
    dataDir: join(folder, 'postgres'),
    port: await freePort(),
    logFile: join(folder, 'postgres.log'),
    passwordFile: join(folder, 'password'),
  });
  return {
    adminUrl: postgres.adminUrl,
    brokers: kafka.brokers,
    stop: async () => {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
      if (!others) await stopTestStack();
    },
  };
}
