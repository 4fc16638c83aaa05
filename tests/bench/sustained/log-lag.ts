import { type ServiceName, services } from '@harken/contracts';
import type { Admin } from 'kafkajs';
import type { System } from '../../harness/system.ts';
import { kafkaClient } from '../kafka.ts';

/** Messages on the log that each service has not worked yet. */
export class LogLag {
  readonly #admin: Admin;
  readonly #topicPrefix: string;

  private constructor(admin: Admin, topicPrefix: string) {
    this.#admin = admin;
    this.#topicPrefix = topicPrefix;
  }

  static async open({ brokers, topicPrefix }: System): Promise<LogLag> {
    const admin = kafkaClient(brokers).admin();
    await admin.connect();
    return new LogLag(admin, topicPrefix);
  }

  async read(): Promise<Readonly<Record<ServiceName, number>>> {
    const ends = new Map<string, Promise<Map<number, bigint>>>();
    const endsOf = (topic: string) => {
      const known = ends.get(topic) ?? this.#ends(topic);
      ends.set(topic, known);
      return known;
    };
    const lags = services.map(async (service) => {
      const committed = await this.#admin.fetchOffsets({ groupId: this.#topicPrefix + service });
      let lag = 0n;
      for (const { topic, partitions } of committed) {
        const highest = await endsOf(topic);
        for (const { partition, offset } of partitions) {
          const behind = (highest.get(partition) ?? 0n) - BigInt(offset);
          if (BigInt(offset) >= 0n && behind > 0n) lag += behind;
        }
      }
      return [service, Number(lag)] as const;
    });
    return Object.fromEntries(await Promise.all(lags)) as Record<ServiceName, number>;
  }

  close(): Promise<void> {
    return this.#admin.disconnect();
  }

  async #ends(topic: string): Promise<Map<number, bigint>> {
    const offsets = await this.#admin.fetchTopicOffsets(topic);
    return new Map(offsets.map(({ partition, high }) => [partition, BigInt(high)]));
  }
}
