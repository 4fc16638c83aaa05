import type { Delivery } from './delivery.ts';
import type { Outcome } from './outcome.ts';

/** One alert on its way to one subscriber. */
export interface OutgoingAlert {
  readonly alertId: string;
  readonly alertType: string;
  /** The alert as JSON, byte for byte as it is stored. */
  readonly body: string;
  /** By the clock of the database: a host whose clock is wrong still signs what receivers accept. */
  readonly sentAt: Date;
  /** Open secrets that sign, the newest first; none for kinds that do not sign. */
  readonly secrets: readonly string[];
  readonly traceparent: string | null;
}

/** Never throws: a failure is an outcome. */
export type Send<D extends Delivery = Delivery> = (delivery: D, alert: OutgoingAlert) => Promise<Outcome>;

type SendByKind = { readonly [K in Delivery['kind']]: Send<Extract<Delivery, { kind: K }>> };

/** One set of connections per process, for every kind of delivery. Controllers inject it by this class. */
export abstract class Senders implements SendByKind {
  abstract readonly webhook: SendByKind['webhook'];
  abstract readonly email: SendByKind['email'];
  abstract close(): Promise<void>;
}

export function sendAlert(senders: Senders, delivery: Delivery, alert: OutgoingAlert): Promise<Outcome> {
  return delivery.kind === 'webhook' ? senders.webhook(delivery, alert) : senders.email(delivery, alert);
}
