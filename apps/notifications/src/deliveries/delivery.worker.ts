import { setTimeout as delay } from 'node:timers/promises';
import { afterCommit, DueWorker, type Tx } from '@harken/messaging';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { onAlertsCommitted } from '../alerts/alert-bell.worker.ts';
import { openSecret } from '../subscriptions/sealed-secret.ts';
import { type Delivery, signingSecrets } from '../subscriptions/subscription.ts';
import { AttemptRecorder } from './attempt-recorder.worker.ts';
import { type ClaimedDelivery, deliveryQueue, type LaneState } from './delivery-queue.store.ts';
import { type LaneRules, Lanes } from './lanes.ts';
import { judge, type Outcome } from './retry-schedule.ts';
import { type Senders, sendBy } from './sender.ts';

const graceMs = 2_000;

export interface DeliveryOptions {
  readonly dataSource: DataSource;
  readonly senders: Senders;
  readonly lanes: LaneRules;
  readonly delaysMs: readonly number[];
  /** Longer than the slowest attempt can take. */
  readonly leaseMs: number;
  readonly secretsKey: string | undefined;
  readonly onError: (error: unknown) => void;
  readonly onAttempt?: (kind: Delivery['kind'], status: string, seconds: number) => void;
}

/**
 * Claims due deliveries, sends them outside of any transaction, writes down what came of it. Any number of replicas:
 * a lease keeps two from sending the same; after a crash it runs out and the delivery is made again under the same id.
 */
export class DeliveryWorker {
  readonly #lanes: Lanes;
  readonly #recorder: AttemptRecorder;
  readonly #worker: DueWorker;
  readonly #sending = new Set<Promise<void>>();
  #silence: (() => void) | undefined;
  #reopening: NodeJS.Timeout | undefined;

  constructor(private readonly options: DeliveryOptions) {
    this.#lanes = new Lanes(options.lanes);
    this.#recorder = new AttemptRecorder(options.dataSource, options.onError);
    this.#worker = new DueWorker({
      name: 'deliveries',
      dataSource: options.dataSource,
      claim: (tx) => this.#claim(tx),
      nextDueInMs: (tx) => this.#nextDueInMs(tx),
      onError: options.onError,
    });
  }

  start(): void {
    this.#silence = onAlertsCommitted(this.options.dataSource, this.#worker.wake);
    this.#worker.start();
  }

  /** Ends after what is under way, or soon. */
  async stop(): Promise<void> {
    this.#silence?.();
    clearTimeout(this.#reopening);
    await this.#worker.stop();
    await Promise.race([Promise.all(this.#sending), delay(graceMs, undefined, { ref: false })]);
    // What still hangs fails now and is tried again later.
    await this.options.senders.close();
    await Promise.all(this.#sending);
    await this.#recorder.idle();
  }

  async #claim(tx: Tx): Promise<number> {
    const claimed = await deliveryQueue.claim(tx, this.#laneState(), this.options.leaseMs);
    // Taken now, so that the next claim counts them, and sent when the lease is sure.
    if (claimed.length > 0) afterCommit(tx, () => this.#launch(claimed));
    return claimed.length;
  }

  async #nextDueInMs(tx: Tx): Promise<number | null> {
    const reopensInMs = this.#lanes.reopensInMs(performance.now());
    clearTimeout(this.#reopening);
    if (reopensInMs !== undefined) this.#reopening = setTimeout(this.#worker.wake, reopensInMs + 1);
    return deliveryQueue.nextDueInMs(tx, this.#laneState());
  }

  #laneState(): LaneState {
    return { ...this.#lanes.busy(performance.now()), width: this.options.lanes.width };
  }

  #launch(claimed: readonly ClaimedDelivery[]): void {
    for (const delivery of claimed) {
      this.#lanes.started(delivery.subscriptionId);
      const sending = this.#deliver(delivery).finally(() => this.#sending.delete(sending));
      this.#sending.add(sending);
    }
  }

  async #deliver(claimed: ClaimedDelivery): Promise<void> {
    const { subscriptionId } = claimed;
    const delivery = claimed.delivery as Delivery;
    const outcome = await this.#send(claimed, delivery);
    const verdict = judge(outcome, claimed.attempt, this.options.delaysMs, Math.random());
    this.options.onAttempt?.(delivery.kind, verdict.status, outcome.durationMs / 1000);
    await this.#recorder.record({
      id: uuidv7(),
      at: claimed.claimedAt,
      kind: delivery.kind,
      queuedAt: claimed.createdAt,
      subscriptionId,
      deliveryId: claimed.id,
      alertId: claimed.alertId,
      alertType: claimed.alertType,
      attempt: claimed.attempt,
      status: verdict.status,
      responseCode: outcome.code,
      durationMs: outcome.durationMs,
      error: outcome.ok ? null : outcome.error,
      retryInMs: verdict.status === 'failed' ? verdict.delayMs : null,
    });
    this.#lanes.ended(subscriptionId, outcome.ok, performance.now());
    this.#worker.wake();
  }

  async #send(claimed: ClaimedDelivery, delivery: Delivery): Promise<Outcome> {
    const { alertId, alertType, body, traceparent, claimedAt: sentAt } = claimed;
    try {
      const secrets = signingSecrets(claimed, sentAt).map((secret) => openSecret(secret, this.options.secretsKey));
      return await sendBy(this.options.senders, delivery, { alertId, alertType, body, sentAt, secrets, traceparent });
    } catch (error) {
      this.options.onError(error);
      return { ok: false, code: null, error: 'internal', durationMs: 0 };
    }
  }
}
