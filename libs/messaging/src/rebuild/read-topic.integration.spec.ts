import { ComplaintClosed, ComplaintOpened } from '@harken/contracts';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readTopic } from '../index.ts';
import { messageOf, Rig, received } from '../startup/rig.fixture.ts';

jest.setTimeout(40_000);

describe('reading a topic from its beginning', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.open('analytics', 3);
  });
  afterAll(() => rig.close());

  const read = async (): Promise<string[]> => {
    const keys: string[] = [];
    const given = await readTopic({
      brokers: rig.brokers,
      topicPrefix: rig.prefix,
      topic: 'complaints.events',
      contracts: [ComplaintOpened],
      onEvents: async (events) => void keys.push(...events.map(({ subject }) => subject)),
    });
    expect(given).toBe(keys.length);
    return keys.toSorted();
  };

  it('ends at once when nothing is there', async () => {
    expect(await read()).toEqual([]);
  });

  it('gives everything of the wanted types up to the present end, each time anew', async () => {
    await rig.send(
      'complaints.events',
      ...['a', 'b', 'c', 'd'].map((key) => received(key, '1')),
      messageOf(ComplaintClosed, 'e', ComplaintClosed.sample),
      received('f', '1', { value: 'no JSON' }),
    );
    expect(await read()).toEqual(['a', 'b', 'c', 'd']);
    expect(await read()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('fails when the reader of the events fails', async () => {
    const failing = readTopic({
      brokers: rig.brokers,
      topicPrefix: rig.prefix,
      topic: 'complaints.events',
      contracts: [ComplaintOpened],
      onEvents: () => Promise.reject(new Error('no room')),
    });
    await expect(failing).rejects.toThrow('no room');
  });
});
