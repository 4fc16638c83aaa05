import { startOrReuseTestStack, type TestStack } from '@harken/local-infrastructure';

export type { TestStack };

let stack: Promise<TestStack> | undefined;

/** PostgreSQL and Kafka for tests: given by settings, else a local stack that all workers share. */
export function testStack(): Promise<TestStack> {
  stack ??= fromSettings() ?? startOrReuseTestStack();
  return stack;
}

function fromSettings(): Promise<TestStack> | undefined {
  const adminUrl = process.env.HARKEN_TEST_POSTGRES_URL;
  const brokers = process.env.HARKEN_TEST_KAFKA_BROKERS;
  if (!adminUrl || !brokers) return undefined;
  return Promise.resolve({ postgres: { adminUrl }, kafka: { brokers: brokers.split(',') } });
}
