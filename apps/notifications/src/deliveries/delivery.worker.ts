import { setTimeout as delay } from 'node:timers/promises';
import { afterCommit, DueWorker, newId, type Tx } from '@harken/messaging';
import type { DataSource } from 'typeorm';
import type { Delivery } from '../channels/delivery.ts';
import type { Outcome } from '../channels/outcome.ts';
import { type Senders, sendBy } from '../channels/sender.ts';
import { openSecret } from '../subscriptions/sealed-secret.ts';
import { signingSecrets } from '../subscriptions/subscription.ts';
import { AttemptRecorder } from './attempt-recorder.worker.ts';
import { dispatchFor } from './dispatcher.worker.ts';
import { type LaneRules, Lanes } from './lanes.ts';
import { deliveryQueue, type LaneState, type LeasedDelivery, mostAtOnce } from './queue/delivery-queue.store.ts';
import type { MadeAttempt } from './record-attempts.use-case.ts';
import { judge, type Verdict } from './retry-schedule.ts';

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
 * Sends what was leased to this process when it was queued, claims what else is due, and writes down what came of it;
 * all outside of any transaction. Any number of replicas: a lease keeps two from sending the same; after a crash it runs
 * out and the delivery is made again under the same id.
 */
export class DeliveryWorker {
  readonly #lanes: Lanes;
  readonly #recorder: AttemptRecorder;
  readonly #worker: DueWorker;
  readonly #sending = new Set<Promise<void>>();
  /** Leased, by subscription, in their order. */
  readonly #held = new Map<string, LeasedDelivery[]>();
  /** Subscriptions with more in the queue than was leased. */
  readonly #waiting = new Set<string>();
  #retire: (() => void) | undefined;
  #reopening: NodeJS.Timeout | undefined;
  #stopped = false;

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
    this.#retire = dispatchFor(this.options.dataSource, {
      leaseMs: this.options.leaseMs,
      // Those that wait in the queue come first.
      room: (id) => (this.#waiting.has(id) ? 0 : this.#lanes.roomIn(id, performance.now())),
      launch: this.#launch,
      wait: (ids) => {
        for (const id of ids) this.#waiting.add(id);
        if (ids.some((id) => this.#lanes.runsLow(id, performance.now()))) this.#worker.wake();
      },
    });
    this.#worker.start();
  }

  /** Ends after what is under way, or soon. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#retire?.();
    clearTimeout(this.#reopening);
    await this.#worker.stop();
    for (const id of [...this.#held.keys()]) this.#giveBack(id);
    await Promise.race([Promise.all(this.#sending), delay(graceMs, undefined, { ref: false })]);
    // What still hangs fails now and is tried again later.
    await this.options.senders.close();
    await this.#recorder.idle();
    await Promise.all(this.#sending);
  }

  async #claim(tx: Tx): Promise<number> {
    const state = this.#laneState();
    const claimed = await deliveryQueue.claim(tx, state, this.options.leaseMs);
    if (claimed.length > 0) afterCommit(tx, () => this.#launch(claimed));
    const taken = new Map<string, number>();
    for (const { subscriptionId: id } of claimed) taken.set(id, (taken.get(id) ?? 0) + 1);
    const room = new Map(state.ids.map((id, index) => [id, state.room[index] ?? 0]));
    for (const id of new Set([...this.#waiting, ...taken.keys()])) {
      if ((taken.get(id) ?? 0) < (room.get(id) ?? state.width)) this.#waiting.delete(id);
      else this.#waiting.add(id);
    }
    // Fewer than one claim can take: the rest waits for room, which wakes us.
    return claimed.length < mostAtOnce ? 0 : claimed.length;
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

  readonly #launch = (leased: readonly LeasedDelivery[]): void => {
    for (const delivery of leased) {
      const held = this.#held.get(delivery.subscriptionId) ?? [];
      this.#held.set(delivery.subscriptionId, held);
      held.push(delivery);
      this.#lanes.held(delivery.subscriptionId);
    }
    for (const id of new Set(leased.map(({ subscriptionId }) => subscriptionId))) this.#startHeld(id);
  };

  #startHeld(id: string): void {
    const held = this.#held.get(id);
    if (!held) return;
    if (this.#stopped) {
      this.#giveBack(id);
      return;
    }
    for (let free = this.#lanes.freeIn(id, performance.now()); free > 0 && held.length > 0; free -= 1) {
      const delivery = held.shift();
      if (delivery) this.#track(this.#deliver(delivery));
    }
    if (held.length === 0) this.#held.delete(id);
    // The circuit opened while they were leased, and no end of a request would start them later.
    else if (this.#lanes.isIdle(id)) this.#giveBack(id);
  }

  /** An endpoint that fails or hangs keeps no leases that others could use, or that could run out meanwhile. */
  #giveBack(id: string): void {
    const held = this.#held.get(id);
    if (!held) return;
    this.#held.delete(id);
    this.#lanes.givenBack(id, held.length);
    this.#waiting.add(id);
    this.#track(deliveryQueue.giveBack(this.options.dataSource, held).catch(this.options.onError));
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#sending.delete(tracked));
    this.#sending.add(tracked);
  }

  async #deliver(leased: LeasedDelivery): Promise<void> {
    const { subscriptionId: id, delivery } = leased;
    this.#lanes.started(id);
    const outcome = await this.#send(leased);
    this.#lanes.ended(id, outcome, performance.now());
    if (outcome.ok) this.#startHeld(id);
    else this.#giveBack(id);
    const verdict = judge(outcome, leased.attempt, this.options.delaysMs, Math.random());
    this.options.onAttempt?.(delivery.kind, verdict.status, outcome.durationMs / 1000);
    const ordered = delivery.kind === 'webhook' && delivery.ordered;
    const recorded = this.#recorder.record(attemptOf(leased, outcome, verdict), ordered || !outcome.ok);
    if (this.#waiting.has(id) && this.#lanes.runsLow(id, performance.now())) this.#worker.wake();
    await recorded;
    // The next of the subject may go now, or the next try is sooner than what is waited for.
    if (ordered || !outcome.ok) this.#worker.wake();
  }

  async #send(leased: LeasedDelivery): Promise<Outcome> {
    const { alertId, alertType, body, traceparent, claimedAt: sentAt, delivery } = leased;
    try {
      const secrets = signingSecrets(leased, sentAt).map((secret) => openSecret(secret, this.options.secretsKey));
      return await sendBy(this.options.senders, delivery, { alertId, alertType, body, sentAt, secrets, traceparent });
    } catch (error) {
      this.options.onError(error);
      return { ok: false, code: null, error: 'internal', durationMs: 0 };
    }
  }
}

const attemptOf = (leased: LeasedDelivery, outcome: Outcome, verdict: Verdict): MadeAttempt => ({
  id: newId(),
  at: leased.claimedAt,
  kind: leased.delivery.kind,
  queuedAt: leased.createdAt,
  subscriptionId: leased.subscriptionId,
  deliveryId: leased.id,
  alertId: leased.alertId,
  alertType: leased.alertType,
  attempt: leased.attempt,
  status: verdict.status,
  responseCode: outcome.code,
  durationMs: outcome.durationMs,
  error: outcome.ok ? null : outcome.error,
  retryInMs: verdict.status === 'failed' ? verdict.delayMs : null,
});
