import { once } from 'node:events';
import type { ConsumerCrashEvent, Kafka, Consumer as KafkaConsumer } from 'kafkajs';
import type { Logger } from '../observability/logger.ts';
import { Assignment } from './assignment.ts';
import { CommittedOffsets } from './committed-offsets.ts';
import { groupMember } from './group-member.ts';

export interface MembershipOptions {
  readonly kafka: Kafka;
  readonly group: string;
  readonly sessionTimeoutMs?: number;
  readonly logger: Logger;
}

/** kafkajs fetches or beats at least every second, also when there is nothing to read. */
const silenceMs = 45_000;
const disconnectMs = 4_500;

/**
 * One kafkajs consumer until it is given up. What the group gave it is its own: it may be stuck and go on long after it was
 * given up, and what it hears then must not take the partitions from the one that came after it.
 */
export class Membership {
  readonly consumer: KafkaConsumer;
  readonly assignment = new Assignment();
  readonly offsets: CommittedOffsets;
  readonly #logger: Logger;
  readonly #onOver: () => void;
  #lastSign = performance.now();
  #over = false;
  #wasJoined = false;

  /** `onOver` is called when another one has to take its place. */
  constructor({ kafka, group, sessionTimeoutMs = 6_000, logger }: MembershipOptions, onOver: () => void) {
    this.#logger = logger;
    this.#onOver = onOver;
    this.consumer = groupMember(kafka, group, sessionTimeoutMs);
    this.offsets = new CommittedOffsets(logger);
    const { GROUP_JOIN, REBALANCING, CRASH, FETCH, HEARTBEAT, END_BATCH_PROCESS } = this.consumer.events;
    this.consumer.on(GROUP_JOIN, ({ payload }) => this.#joined(payload.memberAssignment));
    this.consumer.on(REBALANCING, () => this.#forget());
    this.consumer.on(CRASH, (event) => this.#crashed(event));
    for (const event of [GROUP_JOIN, FETCH, HEARTBEAT, END_BATCH_PROCESS] as const)
      this.consumer.on(event, () => this.#sign());
  }

  get over(): boolean {
    return this.#over;
  }

  get wasJoined(): boolean {
    return this.#wasJoined;
  }

  /** Gives it up when it has shown no sign of work for long. */
  watch(): void {
    if (this.#over || performance.now() - this.#lastSign < silenceMs) return;
    this.#logger.error({}, 'the consumer fell silent and is replaced');
    this.#end();
  }

  /** One that is stuck may never end: it is left behind. */
  async leave(): Promise<void> {
    const goodbye = async () => {
      await this.offsets.end();
      await this.consumer.disconnect();
    };
    const ended = goodbye().then(
      () => true,
      (error) => {
        this.#logger.debug({ err: error }, 'the consumer did not disconnect cleanly');
        return true;
      },
    );
    const waiting = AbortSignal.timeout(disconnectMs);
    const late = once(waiting, 'abort').then(() => false);
    if (!(await Promise.race([ended, late]))) this.#logger.warn({}, 'the consumer does not disconnect');
    this.#over = true;
    this.assignment.leave();
  }

  #joined(memberAssignment: Readonly<Record<string, readonly number[]>>): void {
    if (this.#over) return;
    this.#wasJoined = true;
    this.assignment.join(memberAssignment);
  }

  /** Fetching without a place in the group is no sign: nothing comes of it. */
  #sign(): void {
    if (this.assignment.joined) this.#lastSign = performance.now();
  }

  #forget(): void {
    this.assignment.leave();
    this.offsets.forget();
  }

  #crashed({ payload }: ConsumerCrashEvent): void {
    this.#forget();
    this.#logger.warn({ err: payload.error }, 'the consumer crashed and is replaced');
    this.#end();
  }

  #end(): void {
    this.#over = true;
    this.#onOver();
  }
}
