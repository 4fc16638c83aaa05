import { afterCommit, databaseTime, type Tx } from '@harken/database';
import { DueWorker } from '@harken/messaging';
import type { Logger, Worker } from '@harken/service';
import type { DataSource } from 'typeorm';
import { composeMessage, type MessageSurroundings } from './compose-message.queries.ts';
import { customerMessageStore, messagesSignal, nextMessageInMs } from './customer-message.store.ts';
import {
  type CustomerMessage,
  emailOf,
  failed,
  type MessageToCustomer,
  nextTryInMs,
  sent,
} from './customer-message.ts';
import { tellResults } from './finish-messages.use-case.ts';
import type { MailOutcome, MailServer } from './mail-server.client.ts';
import { refusal } from './request-messages.use-case.ts';

export interface SendingOptions {
  readonly dataSource: DataSource;
  readonly logger: Logger;
  /** Undefined unless Harken sends. */
  readonly server: MailServer | undefined;
  /** Longer than an attempt takes. */
  readonly leaseMs: number;
  readonly delaysMs: readonly number[];
  readonly surroundings: MessageSurroundings;
}

/** Mails at a time, per replica: one connection each. */
const concurrency = 5;

/**
 * Sends what is due, outside of any transaction: first it is written down that the message is being sent, then it is handed
 * to the mail server, then what became of it. So a crash never sends one twice: what was being sent when a process died has
 * failed as `delivery_unknown` when its lease is over, and a person looks. Any number of replicas share the work.
 */
export class SendMessagesWorker implements Worker {
  readonly #options: SendingOptions;
  readonly #worker: DueWorker;
  readonly #sending = new Set<Promise<void>>();

  constructor(options: SendingOptions) {
    this.#options = options;
    this.#worker = new DueWorker({
      dataSource: options.dataSource,
      claim: (tx) => this.#claim(tx),
      nextDueInMs: async (tx) => (this.#sending.size < concurrency ? nextMessageInMs(tx) : null),
      signal: messagesSignal,
      onError: (error) => options.logger.error({ err: error }, 'messages to customers could not be sent; trying again'),
    });
  }

  start(): void {
    this.#worker.start();
  }

  /** Waits for the mails in progress. */
  async stop(): Promise<void> {
    await this.#worker.stop();
    await Promise.all(this.#sending);
  }

  async #claim(tx: Tx): Promise<number> {
    const free = concurrency - this.#sending.size;
    if (free <= 0) return 0;
    const due = await customerMessageStore.claimDue(tx, free);
    if (due.length === 0) return 0;
    const now = await databaseTime(tx);
    const claimed = due.map((message) => ({ message, next: this.#next(message, now) }));
    await customerMessageStore.save(
      tx,
      claimed.map(({ next }) => withoutRecipient(next)),
    );
    await tellResults(
      claimed.map(({ next }) => next),
      tx,
    );
    const begun = claimed.flatMap(({ message, next }) => (next.state === 'requested' ? [{ ...message, ...next }] : []));
    afterCommit(tx, () => {
      for (const message of begun) this.#track(this.#send(message));
    });
    return due.length;
  }

  /** What is due is to be sent, was being sent when a process died, or was never reported by the CRM. */
  #next(message: MessageToCustomer, now: Date): CustomerMessage {
    if (message.sender === 'crm') return failed(message, 'not_reported', now);
    if (message.sendingSince !== null) return failed(message, 'delivery_unknown', now);
    const reason = this.#options.server === undefined ? 'sending_off' : refusal(message, message.recipient);
    if (reason !== undefined) return failed(message, reason, now);
    const dueAt = new Date(now.getTime() + this.#options.leaseMs);
    return { ...message, attempts: message.attempts + 1, sendingSince: now, dueAt };
  }

  #track(sending: Promise<void>): void {
    this.#sending.add(sending);
    void sending.finally(() => {
      this.#sending.delete(sending);
      this.#worker.wake();
    });
  }

  async #send(message: MessageToCustomer): Promise<void> {
    const { dataSource, logger } = this.#options;
    try {
      const outcome = await this.#attempt(message);
      await dataSource.transaction((tx) => this.#record(message, outcome, tx));
    } catch (error) {
      // Its lease ends, and it counts as unknown.
      logger.error({ err: error, messageId: message.id }, 'what became of a message could not be written down');
    }
  }

  async #attempt(message: MessageToCustomer): Promise<MailOutcome | 'invitation_closed'> {
    const { dataSource, server, surroundings } = this.#options;
    const to = emailOf(message.recipient);
    const mail = await composeMessage(message, surroundings, dataSource);
    if (!mail) return 'invitation_closed';
    if (!server || to === undefined) throw new TypeError('only what can be sent is begun');
    return server.send({ id: message.id, to, ...mail });
  }

  async #record({ id }: MessageToCustomer, outcome: MailOutcome | 'invitation_closed', tx: Tx): Promise<void> {
    const message = await customerMessageStore.lock(tx, id);
    // Its lease was over meanwhile.
    if (message?.state !== 'requested') return;
    const next = this.#after(message, outcome, await databaseTime(tx));
    await customerMessageStore.save(tx, [next]);
    await tellResults([next], tx);
  }

  #after(message: CustomerMessage, outcome: MailOutcome | 'invitation_closed', now: Date): CustomerMessage {
    if (outcome === 'invitation_closed') return failed(message, outcome, now);
    if (outcome.kind === 'sent') return sent(message, 'email', now);
    const about = { messageId: message.id, attempts: message.attempts };
    if (outcome.kind === 'refused') {
      this.#options.logger.warn({ ...about, response: outcome.response }, 'a mail server refused a message');
      return failed(message, `${outcome.what}_refused`, now);
    }
    this.#options.logger.warn({ ...about, error: outcome.error }, 'a message could not be handed to the mail server');
    if (outcome.kind === 'unknown') return failed(message, 'delivery_unknown', now);
    const delay = nextTryInMs(message.attempts, this.#options.delaysMs, Math.random());
    if (delay === undefined) return failed(message, 'mail_server_unavailable', now);
    return { ...message, sendingSince: null, dueAt: new Date(now.getTime() + delay) };
  }
}

const withoutRecipient = ({ recipient: _, ...message }: CustomerMessage & { recipient?: unknown }): CustomerMessage =>
  message;
