import { once } from 'node:events';
import type { ConsumerCrashEvent, Kafka, Consumer as KafkaConsumer } from 'kafkajs';
import type { Logger } from '../observability/logger.ts';
import { Assignment } from './assignment.ts';
import { CommittedOffsets } from './committed-offsets.ts';
import { groupMember } from './group-member.ts';

export interface ConsumerSessionOptions {
  readonly kafka: Kafka;
  readonly group: string;
  readonly sessionTimeoutMs?: number;
  readonly logger: Logger;
}

/** kafkajs fetches or sends a heartbeat at least every second, even if there is nothing to read. */
const inactivityTimeoutMs = 45_000;
const disconnectTimeoutMs = 4_500;

/**
 * One kafkajs consumer with its own assignment. A stuck consumer may go on long after it was replaced; the events it
 * then receives must not change the assignment of its successor.
 */
export class ConsumerSession {
  readonly consumer: KafkaConsumer;
  readonly assignment = new Assignment();
  readonly offsets: CommittedOffsets;
  readonly #logger: Logger;
  readonly #onClosed: () => void;
  #lastActivity = performance.now();
  #closeReason: Error | undefined;
  #hasJoined = false;
  #left = false;

  /** `onClosed` is called when a new session has to replace this one. */
  constructor({ kafka, group, sessionTimeoutMs = 6_000, logger }: ConsumerSessionOptions, onClosed: () => void) {
    this.#logger = logger;
    this.#onClosed = onClosed;
    this.consumer = groupMember(kafka, group, sessionTimeoutMs);
    this.offsets = new CommittedOffsets(logger);
    const { GROUP_JOIN, REBALANCING, CRASH, FETCH, HEARTBEAT, END_BATCH_PROCESS } = this.consumer.events;
    this.consumer.on(GROUP_JOIN, ({ payload }) => this.#joined(payload.memberAssignment));
    this.consumer.on(REBALANCING, () => this.#dropAssignment());
    this.consumer.on(CRASH, (event) => this.#crashed(event));
    for (const event of [GROUP_JOIN, FETCH, HEARTBEAT, END_BATCH_PROCESS] as const)
      this.consumer.on(event, () => this.#recordActivity());
  }

  /** Why a new session has to replace this one; undefined while it works. */
  get closeReason(): Error | undefined {
    return this.#closeReason;
  }

  get hasJoined(): boolean {
    return this.#hasJoined;
  }

  /** Closes the session if it has been inactive for too long. */
  watch(): void {
    if (performance.now() - this.#lastActivity >= inactivityTimeoutMs)
      this.#close(new Error('the consumer is inactive'));
  }

  /** Waits for the disconnect only so long: a stuck consumer may never end. */
  async leave(): Promise<void> {
    const disconnect = async () => {
      await this.offsets.stop();
      await this.consumer.disconnect();
    };
    const disconnected = disconnect().then(
      () => true,
      (error) => {
        this.#logger.debug({ err: error }, 'the consumer did not disconnect cleanly');
        return true;
      },
    );
    const waiting = AbortSignal.timeout(disconnectTimeoutMs);
    const late = once(waiting, 'abort').then(() => false);
    if (!(await Promise.race([disconnected, late]))) this.#logger.warn({}, 'the consumer does not disconnect');
    this.#left = true;
    this.assignment.leave();
  }

  #joined(memberAssignment: Readonly<Record<string, readonly number[]>>): void {
    if (this.#left || this.#closeReason) return;
    this.#hasJoined = true;
    this.assignment.join(memberAssignment);
  }

  /** Fetching before the group has assigned partitions does not count. */
  #recordActivity(): void {
    if (this.assignment.joined) this.#lastActivity = performance.now();
  }

  #dropAssignment(): void {
    this.assignment.leave();
    this.offsets.clear();
  }

  #crashed({ payload }: ConsumerCrashEvent): void {
    this.#dropAssignment();
    this.#close(payload.error);
  }

  #close(reason: Error): void {
    if (this.#left || this.#closeReason) return;
    this.#closeReason = reason;
    this.#onClosed();
  }
}
