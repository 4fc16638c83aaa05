import type { Topic } from '@harken/contracts';
import { kafkaClient } from './kafka-client.ts';
import { type Logger, silent } from './logger.ts';

/** Creates what is missing and leaves what is there as it is. The replication is the broker's default. */
export async function ensureTopics(
  brokers: readonly string[],
  wanted: readonly Topic[],
  prefix = '',
  logger: Logger = silent,
): Promise<void> {
  const admin = kafkaClient({ brokers, clientId: 'harken-topics', logger }).admin();
  await admin.connect();
  try {
    const there = new Set(await admin.listTopics());
    const missing = wanted.filter(({ name }) => !there.has(prefix + name));
    if (missing.length === 0) return;
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map(({ name, partitions, config }) => ({
        topic: prefix + name,
        numPartitions: partitions,
        replicationFactor: -1,
        configEntries: Object.entries(config).map(([entry, value]) => ({ name: entry, value })),
      })),
    });
  } finally {
    await admin.disconnect();
  }
}
