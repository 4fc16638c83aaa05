import { currentTraceparent, type Tx } from '@harken/messaging';
import type { FeedbackGiven } from './feedback-record.ts';
import { type Received, receiveFeedback, type Traced } from './receive-feedback.use-case.ts';

interface Waiting {
  readonly given: FeedbackGiven & Traced;
  readonly resolve: (received: Received) => void;
  readonly reject: (reason: unknown) => void;
}

/** Runs work in a transaction and returns after its commit. */
export type Transact = (work: (tx: Tx) => Promise<Received[]>) => Promise<Received[]>;

const largestGroup = 250;
/** One commits while the next one fills; more would only make the groups smaller. */
const groupsAtOnce = 2;

/**
 * Group commit: requests that arrive while a commit is under way share the next one. Nobody waits for company: alone,
 * a request is its own group. Each is answered after the commit that holds it.
 */
export class GroupedIntake {
  readonly #transact: Transact;
  #waiting: Waiting[] = [];
  #running = 0;

  constructor(transact: Transact) {
    this.#transact = transact;
  }

  receive(given: FeedbackGiven): Promise<Received> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ given: { ...given, traceparent: currentTraceparent() }, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    while (this.#running < groupsAtOnce && this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, largestGroup);
      this.#running += 1;
      void this.#commit(group).finally(() => {
        this.#running -= 1;
        this.#next();
      });
    }
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    try {
      const received = await this.#transact((tx) =>
        receiveFeedback(
          group.map(({ given }) => given),
          tx,
        ),
      );
      group.forEach(({ resolve }, index) => {
        resolve(received[index] as Received);
      });
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      // Whatever it was, it must not be one request's fault that another one fails.
      else await Promise.all(group.map((one) => this.#commit([one])));
    }
  }
}
