import { EventEmitter } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { eventually } from '@harken/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { ConsumerConfig, ConsumerRunConfig, EachBatchPayload, Kafka } from 'kafkajs';
import type { DataSource } from 'typeorm';
import { silent } from '../observability/logger.ts';
import { Consumer } from './consumer.ts';

const topic = 'complaints.events';

/** A fake kafkajs consumer whose events the test emits. */
class Member {
  readonly config: ConsumerConfig;
  readonly events = {
    GROUP_JOIN: 'joined',
    REBALANCING: 'rebalancing',
    CRASH: 'crashed',
    FETCH: 'fetched',
    HEARTBEAT: 'beat',
    END_BATCH_PROCESS: 'processed',
  };
  readonly resolved: string[] = [];
  readonly connect = async () => undefined;
  readonly subscribe = async () => undefined;
  readonly #emitter = new EventEmitter();
  #eachBatch: ConsumerRunConfig['eachBatch'];
  disconnected = false;
  crashesAtOnce = false;

  constructor(config: ConsumerConfig) {
    this.config = config;
  }

  on(event: string, listener: (event: unknown) => void): void {
    this.#emitter.on(event, listener);
  }
  async run({ eachBatch }: ConsumerRunConfig): Promise<void> {
    this.#eachBatch = eachBatch;
    if (this.crashesAtOnce) this.crash();
  }
  async disconnect(): Promise<void> {
    this.disconnected = true;
  }

  get runs(): boolean {
    return this.#eachBatch !== undefined;
  }
  join(): void {
    this.#emitter.emit('joined', { payload: { memberAssignment: { [topic]: [0] } } });
  }
  rebalance(): void {
    this.#emitter.emit('rebalancing', { payload: {} });
  }
  crash(): void {
    this.#emitter.emit('crashed', { payload: { error: new Error('away'), restart: false } });
  }

  /** One message that nobody subscribes to, so that only its offset is processed. */
  async fetch(offset: string): Promise<void> {
    const message = { key: null, value: null, timestamp: '0', attributes: 0, offset, headers: { ce_type: 'unknown' } };
    const batch = { topic, partition: 0, highWatermark: '9', messages: [message], offsetLag: () => '1' };
    await this.#eachBatch?.({
      batch,
      isRunning: () => true,
      isStale: () => false,
      heartbeat: async () => undefined,
      resolveOffset: (resolved: string) => this.resolved.push(resolved),
      commitOffsetsIfNecessary: async () => undefined,
    } as unknown as EachBatchPayload);
  }
}

describe('a session of the consumer', () => {
  const members: Member[] = [];
  let crashAtOnce = false;
  let consumer: Consumer | undefined;

  afterEach(async () => {
    await consumer?.stop();
    members.length = 0;
    crashAtOnce = false;
  });

  const kafka = {
    consumer: (config: ConsumerConfig) => {
      const member = new Member(config);
      member.crashesAtOnce = crashAtOnce;
      members.push(member);
      return member;
    },
  } as unknown as Kafka;

  const started = async (count: number): Promise<Member> => {
    await eventually(() => members[count - 1]?.runs === true);
    return members[count - 1] as Member;
  };

  const start = (): Promise<Member> => {
    consumer = new Consumer({
      service: 'analytics',
      group: 'analytics',
      dataSource: {} as DataSource,
      subscriptions: new Map(),
      logger: silent,
      tries: 1,
      kafka,
      topicPrefix: '',
      topics: [topic],
      onFatal: () => undefined,
    });
    consumer.start();
    return started(1);
  };

  it('processes the partitions that the group assigned to it', async () => {
    const member = await start();
    member.join();
    expect(consumer?.joined).toBe(true);
    await member.fetch('4');
    expect(member.resolved).toEqual(['4']);
  });

  it('is replaced after a crash, and never starts again on its own', async () => {
    const first = await start();
    first.join();
    first.crash();
    const second = await started(2);
    expect(first.disconnected).toBe(true);
    expect(await first.config.retry?.restartOnFailure?.(new Error('away'))).toBe(false);
    second.join();
    await second.fetch('4');
    expect(second.resolved).toEqual(['4']);
  });

  it('is replaced at longer and longer intervals if it crashes again and again', async () => {
    crashAtOnce = true;
    await start();
    await setTimeout(900);
    expect(members.length).toBeGreaterThan(1);
    expect(members.length).toBeLessThan(6);
  });

  it('keeps its partitions whatever events its predecessor still receives', async () => {
    const first = await start();
    first.join();
    first.crash();
    const second = await started(2);
    second.join();
    first.rebalance();
    first.crash();
    first.join();
    await second.fetch('4');
    expect(second.resolved).toEqual(['4']);
    await first.fetch('4');
    expect(first.resolved).toEqual([]);
    expect(members).toHaveLength(2);
  });

  it('does not fetch unassigned partitions in a tight loop', async () => {
    const member = await start();
    member.join();
    member.rebalance();
    let fetched = 0;
    for (const until = performance.now() + 600; performance.now() < until; fetched++) await member.fetch('4');
    expect(fetched).toBeLessThan(5);
    expect(member.resolved).toEqual([]);
    member.join();
    await member.fetch('4');
    expect(member.resolved).toEqual(['4']);
  });
});
