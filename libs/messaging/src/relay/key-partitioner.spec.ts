import { describe, expect, it } from '@jest/globals';
import { Partitioners } from 'kafkajs';
import { newId } from '../events/new-id.ts';
import { keyPartitioner } from './key-partitioner.ts';

const ofKafkajs = Partitioners.DefaultPartitioner();
const ours = keyPartitioner();

function samePlace(key: string, partitions: number): void {
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
    partitionErrorCode: 0,
    partitionId,
    leader: 1,
    replicas: [1],
    isr: [1],
  }));
  const at = { topic: 'complaints.events', partitionMetadata, message: { key, value: '' } };
  expect(ours(at)).toBe(ofKafkajs(at));
}

describe('the partition of a key', () => {
  it('is the one that clients of Kafka choose by default', () => {
    for (let count = 0; count < 500; count += 1) samePlace(newId(), 1 + (count % 12));
  });

  it('is the same for keys of any length and script', () => {
    for (const key of ['', 'a', 'ab', 'abc', 'abcd', 'Zürich', '东航', 'ร้องเรียน', '😀', 'x'.repeat(1_000)])
      for (const partitions of [2, 6, 64]) samePlace(key, partitions);
  });
});
