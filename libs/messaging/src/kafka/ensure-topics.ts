import type { Topic } from '@harken/contracts';
import type { Admin } from 'kafkajs';
import pRetry from 'p-retry';
import { type Logger, silent } from '../observability/logger.ts';
import { type KafkaConnection, kafkaClient } from './kafka-client.ts';

const leaderTimeoutMs = 20_000;

/** Creates missing topics and leaves existing ones unchanged. The replication is the broker's default. */
export async function ensureTopics(
  kafka: KafkaConnection,
  topics: readonly Topic[],
  prefix = '',
  logger: Logger = silent,
): Promise<void> {
  const admin = kafkaClient({ ...kafka, clientId: 'harken-topics', logger }).admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter(({ name }) => !existing.has(prefix + name));
    if (missing.length === 0) return;
    await admin.createTopics({
      waitForLeaders: false,
      topics: missing.map(({ name, partitions, config }) => ({
        topic: prefix + name,
        numPartitions: partitions,
        replicationFactor: -1,
        configEntries: Object.entries(config).map(([entry, value]) => ({ name: entry, value })),
      })),
    });
    await waitForLeaders(
      admin,
      missing.map(({ name }) => prefix + name),
    );
  } finally {
    await admin.disconnect();
  }
}

/** Brokers learn of a new topic one after the other; until then they answer that it does not exist. */
async function waitForLeaders(admin: Admin, names: readonly string[]): Promise<void> {
  await pRetry(
    async () => {
      const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
      const haveLeaders = topics.every(
        ({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0),
      );
      if (!haveLeaders) throw new Error(`Topics without a leader: ${names.join(', ')}`);
    },
    { retries: Number.POSITIVE_INFINITY, factor: 1, minTimeout: 50, maxRetryTime: leaderTimeoutMs },
  );
}
