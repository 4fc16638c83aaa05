import type { Topic } from '@harken/contracts';
import { Kafka, logLevel } from 'kafkajs';

/** Creates the topics that are missing (`prefix` goes before each name) and leaves those that are there alone. */
export async function ensureTopics(brokers: readonly string[], topics: readonly Topic[], prefix = ''): Promise<void> {
  // A broker that has just started is not ready for everything yet: kafkajs retries, and says so as an error.
  const kafka = new Kafka({ clientId: 'harken-topics', brokers: [...brokers], logLevel: logLevel.NOTHING });
  const admin = kafka.admin({ retry: { retries: 10, initialRetryTime: 50, maxRetryTime: 2_000 } });
  await admin.connect();
  try {
    const there = new Set(await admin.listTopics());
    const missing = topics.filter((topic) => !there.has(prefix + topic.name));
    if (missing.length === 0) return;
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map(({ name, partitions, config }) => ({
        topic: prefix + name,
        numPartitions: partitions,
        configEntries: Object.entries(config).map(([key, value]) => ({ name: key, value })),
      })),
    });
  } finally {
    await admin.disconnect();
  }
}
