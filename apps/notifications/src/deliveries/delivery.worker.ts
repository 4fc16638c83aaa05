import { setTimeout as delay } from 'node:timers/promises';
import { afterCommit, type Tx } from '@harken/database';
import { DueWorker, newId } from '@harken/messaging';
import type { Worker } from '@harken/service';
import type { DataSource } from 'typeorm';
import type { Delivery } from '../channels/delivery.ts';
import type { Outcome } from '../channels/outcome.ts';
import { type Senders, sendAlert } from '../channels/sender.ts';
import { openSecret } from '../subscriptions/sealed-secret.ts';
import { signingSecrets } from '../subscriptions/subscription.ts';
import { AttemptRecorder } from './attempt-recorder.command.ts';
import type { DeliveryDispatcher } from './deliver-alerts.use-case.ts';
import { claimBatchSize, deliveryQueue, type LeasedDelivery, type LeaseLimits } from './queue/delivery-queue.store.ts';
import type { CompletedAttempt } from './record-attempts.use-case.ts';
import { decideRetry, type RetryDecision } from './retry-schedule.ts';
import { type LimiterRules, SubscriptionLimiter } from './subscription-limiter.ts';

const graceMs = 2_000;

export interface DeliveryOptions {
  readonly dataSource: DataSource;
  readonly senders: Senders;
  readonly limiter: LimiterRules;
  readonly delaysMs: readonly number[];
  /** Longer than the slowest attempt can take. */
  readonly leaseMs: number;
  readonly secretsKey: string | undefined;
  readonly onError: (error: unknown) => void;
  readonly onAttempt?: (kind: Delivery['kind'], status: string, seconds: number) => void;
}

/**
 * Sends deliveries that were leased to this process when they were queued, claims other due ones, and records the attempts,
 * all outside of any transaction. Any number of replicas may run: a lease keeps two from sending the same delivery. After a
 * crash the lease ends and the delivery is sent again under the same id.
 */
export class DeliveryWorker implements DeliveryDispatcher, Worker {
  readonly #limiter: SubscriptionLimiter;
  readonly #recorder: AttemptRecorder;
  readonly #worker: DueWorker;
  readonly #sending = new Set<Promise<void>>();
  /** Leased and not started, by subscription, in order. */
  readonly #leased = new Map<string, LeasedDelivery[]>();
  /** Subscriptions with more deliveries in the queue than were leased. */
  readonly #backlog = new Set<string>();
  #reopenTimer: NodeJS.Timeout | undefined;
  #started = false;
  #stopped = false;

  constructor(private readonly options: DeliveryOptions) {
    this.#limiter = new SubscriptionLimiter(options.limiter);
    this.#recorder = new AttemptRecorder(options.dataSource, options.onError);
    this.#worker = new DueWorker({
      dataSource: options.dataSource,
      claim: (tx) => this.#claim(tx),
      nextDueInMs: (tx) => this.#nextDueInMs(tx),
      onError: options.onError,
    });
  }

  start(): void {
    this.#started = true;
    this.#worker.start();
  }

  get leaseMs(): number {
    return this.options.leaseMs;
  }

  capacity(id: string): number {
    // Deliveries that wait in the queue come first.
    if (!this.#started || this.#stopped || this.#backlog.has(id)) return 0;
    return this.#limiter.leasable(id, performance.now());
  }

  markBacklog(ids: readonly string[]): void {
    for (const id of ids) this.#backlog.add(id);
    if (ids.some((id) => this.#limiter.needsRefill(id, performance.now()))) this.#worker.wake();
  }

  /** Waits for the requests in progress, at most `graceMs`. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#reopenTimer);
    await this.#worker.stop();
    for (const id of [...this.#leased.keys()]) this.#returnLeases(id);
    await Promise.race([Promise.all(this.#sending), delay(graceMs, undefined, { ref: false })]);
    // Requests that still hang fail now and are sent again later.
    await this.options.senders.close();
    await this.#recorder.idle();
    await Promise.all(this.#sending);
  }

  async #claim(tx: Tx): Promise<number> {
    const limits = this.#leaseLimits();
    const claimed = await deliveryQueue.claim(tx, limits, this.options.leaseMs);
    if (claimed.length > 0) afterCommit(tx, () => this.send(claimed));
    const taken = new Map<string, number>();
    for (const { subscriptionId: id } of claimed) taken.set(id, (taken.get(id) ?? 0) + 1);
    const leasable = new Map(limits.ids.map((id, index) => [id, limits.leasable[index] ?? 0]));
    for (const id of new Set([...this.#backlog, ...taken.keys()])) {
      if ((taken.get(id) ?? 0) < (leasable.get(id) ?? limits.leasableByDefault)) this.#backlog.delete(id);
      else this.#backlog.add(id);
    }
    // Fewer than the batch size: the rest waits until requests end, which wakes the worker.
    return claimed.length < claimBatchSize ? 0 : claimed.length;
  }

  async #nextDueInMs(tx: Tx): Promise<number | null> {
    const reopensInMs = this.#limiter.reopensInMs(performance.now());
    clearTimeout(this.#reopenTimer);
    if (reopensInMs !== undefined) this.#reopenTimer = setTimeout(this.#worker.wake, reopensInMs + 1);
    return deliveryQueue.nextDueInMs(tx, this.#leaseLimits());
  }

  #leaseLimits(): LeaseLimits {
    return { ...this.#limiter.snapshot(performance.now()), leasableByDefault: this.options.limiter.concurrency };
  }

  send(leased: readonly LeasedDelivery[]): void {
    for (const delivery of leased) {
      const leases = this.#leased.get(delivery.subscriptionId) ?? [];
      this.#leased.set(delivery.subscriptionId, leases);
      leases.push(delivery);
      this.#limiter.leased(delivery.subscriptionId);
    }
    for (const id of new Set(leased.map(({ subscriptionId }) => subscriptionId))) this.#startLeased(id);
  }

  #startLeased(id: string): void {
    const leases = this.#leased.get(id);
    if (!leases) return;
    if (this.#stopped) {
      this.#returnLeases(id);
      return;
    }
    for (let free = this.#limiter.startable(id, performance.now()); free > 0 && leases.length > 0; free -= 1) {
      const delivery = leases.shift();
      if (delivery) this.#track(this.#deliver(delivery));
    }
    if (leases.length === 0) this.#leased.delete(id);
    // The circuit is open and no request is in progress whose end would start them.
    else if (this.#limiter.isIdle(id)) this.#returnLeases(id);
  }

  /** Returns the leases of an endpoint that fails or hangs: other replicas can use them, and they do not expire meanwhile. */
  #returnLeases(id: string): void {
    const leases = this.#leased.get(id);
    if (!leases) return;
    this.#leased.delete(id);
    this.#limiter.returned(id, leases.length);
    this.#backlog.add(id);
    this.#track(deliveryQueue.returnLeases(this.options.dataSource, leases).catch(this.options.onError));
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#sending.delete(tracked));
    this.#sending.add(tracked);
  }

  async #deliver(leased: LeasedDelivery): Promise<void> {
    const { subscriptionId: id, delivery } = leased;
    this.#limiter.started(id);
    const outcome = await this.#attempt(leased);
    this.#limiter.ended(id, outcome, performance.now());
    if (outcome.ok) this.#startLeased(id);
    else this.#returnLeases(id);
    const decision = decideRetry(outcome, leased.attempt, this.options.delaysMs, Math.random());
    this.options.onAttempt?.(delivery.kind, decision.status, outcome.durationMs / 1000);
    const ordered = delivery.kind === 'webhook' && delivery.ordered;
    const recorded = this.#recorder.record(toAttempt(leased, outcome, decision), ordered || !outcome.ok);
    if (this.#backlog.has(id) && this.#limiter.needsRefill(id, performance.now())) this.#worker.wake();
    await recorded;
    // The next delivery of the subject may start now, or the retry is sooner than the planned wake-up.
    if (ordered || !outcome.ok) this.#worker.wake();
  }

  async #attempt(leased: LeasedDelivery): Promise<Outcome> {
    const { alertId, alertType, body, traceparent, claimedAt: sentAt, delivery } = leased;
    try {
      const secrets = signingSecrets(leased, sentAt).map((secret) => openSecret(secret, this.options.secretsKey));
      return await sendAlert(this.options.senders, delivery, {
        alertId,
        alertType,
        body,
        sentAt,
        secrets,
        traceparent,
      });
    } catch (error) {
      this.options.onError(error);
      return { ok: false, code: null, error: 'internal', durationMs: 0 };
    }
  }
}

const toAttempt = (leased: LeasedDelivery, outcome: Outcome, decision: RetryDecision): CompletedAttempt => ({
  id: newId(),
  at: leased.claimedAt,
  kind: leased.delivery.kind,
  queuedAt: leased.createdAt,
  subscriptionId: leased.subscriptionId,
  deliveryId: leased.id,
  alertId: leased.alertId,
  alertType: leased.alertType,
  attempt: leased.attempt,
  status: decision.status,
  responseCode: outcome.code,
  durationMs: outcome.durationMs,
  error: outcome.ok ? null : outcome.error,
  retryInMs: decision.status === 'failed' ? decision.delayMs : null,
});
