import { randomBytes } from 'node:crypto';
import { type Topic, topics } from '@harken/contracts';
import { ensureTopics } from '@harken/messaging';

/** Goes before every topic and consumer group of one test file, so that files do not read each other's events. */
export const testTopicPrefix = (): string => `t${randomBytes(5).toString('hex')}.`;

export const createTopics = (
  brokers: readonly string[],
  prefix: string,
  wanted: readonly Topic[] = topics,
): Promise<void> => ensureTopics({ brokers }, wanted, prefix);
