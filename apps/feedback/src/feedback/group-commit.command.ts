import type { Tx } from '@harken/database';
import { currentTraceparent } from '@harken/messaging';
import type { FeedbackInput } from './feedback-record.ts';
import { type ReceivedFeedback, receiveFeedback, type WithTraceparent } from './receive-feedback.use-case.ts';

interface PendingRequest {
  readonly input: FeedbackInput & WithTraceparent;
  readonly resolve: (received: ReceivedFeedback) => void;
  readonly reject: (reason: unknown) => void;
}

/** Runs `work` in a transaction and resolves after the commit. */
export type RunInTransaction = (work: (tx: Tx) => Promise<ReceivedFeedback[]>) => Promise<ReceivedFeedback[]>;

const maxGroupSize = 250;
/** One group commits while the next one fills. More would only make the groups smaller. */
const maxConcurrentGroups = 2;

/**
 * Group commit: requests that arrive during a commit share the next one. A single request does not wait for others; it
 * is a group alone. Each request is answered after its commit.
 */
export class GroupCommit {
  readonly #runInTransaction: RunInTransaction;
  #pending: PendingRequest[] = [];
  #running = 0;

  constructor(runInTransaction: RunInTransaction) {
    this.#runInTransaction = runInTransaction;
  }

  receive(input: FeedbackInput): Promise<ReceivedFeedback> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ input: { ...input, traceparent: currentTraceparent() }, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    while (this.#running < maxConcurrentGroups && this.#pending.length > 0) {
      const group = this.#pending.splice(0, maxGroupSize);
      this.#running += 1;
      void this.#commit(group).finally(() => {
        this.#running -= 1;
        this.#next();
      });
    }
  }

  async #commit(group: readonly PendingRequest[]): Promise<void> {
    try {
      const received = await this.#runInTransaction((tx) =>
        receiveFeedback(
          group.map(({ input }) => input),
          tx,
        ),
      );
      group.forEach(({ resolve }, index) => {
        resolve(received[index] as ReceivedFeedback);
      });
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      // One bad request must not fail the others, so each is tried alone.
      else await Promise.all(group.map((one) => this.#commit([one])));
    }
  }
}
