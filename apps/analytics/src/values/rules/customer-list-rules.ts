import { FieldErrors } from '@harken/errors';

/** What puts a customer on a list. Days are whole; scores are 0 to 10; values are 1 to 5. */
export interface CustomerListRules {
  /** How far back recency, frequency and amount look. */
  readonly valueDays: number;
  /** Interactions that say nothing of the customer's value, such as what the company sends. */
  readonly ignoredTypes: readonly string[];
  /** Interactions that are bad for the customer. */
  readonly badTypes: readonly string[];
  /** After so many days what was said counts half. */
  readonly halfLifeDays: number;
  /** An experience at or below it is bad, one at or above `goodScore` is good. */
  readonly badScore: number;
  readonly goodScore: number;
  /** How sure it must be that an experience is good or bad, 0.5 to 1. */
  readonly sureness: number;
  /** How long a bad experience that nothing followed calls for somebody. */
  readonly recentDays: number;
  /** How long somebody may be silent after a bad event, and how long the event counts. */
  readonly quietDays: number;
  readonly badEventDays: number;
  /** `intervention`: the least value; customers without a known value are on it too. */
  readonly interventionFrom: number;
  /** Open complaints of these severities call for somebody. */
  readonly interventionSeverities: readonly string[];
  /** `growth`: from this value on, up to `protectFrom`. */
  readonly growthFrom: number;
  /** `protect`: from this value on. */
  readonly protectFrom: number;
  /** `serve-at-lower-cost`: up to this value. */
  readonly lowerCostTo: number;
  /** Who buys within so many days has stayed. */
  readonly stayedDays: number;
}

export const customerListDefaults: CustomerListRules = {
  valueDays: 365,
  ignoredTypes: ['campaign-sent'],
  badTypes: ['delivery-failed', 'delivery-late', 'appointment-missed', 'service-outage', 'order-cancelled'],
  halfLifeDays: 180,
  badScore: 4,
  goodScore: 7,
  sureness: 0.7,
  recentDays: 30,
  quietDays: 7,
  badEventDays: 90,
  interventionFrom: 1,
  interventionSeverities: ['critical', 'high'],
  growthFrom: 2,
  protectFrom: 4,
  lowerCostTo: 2,
  stayedDays: 180,
};

/** Throws with every fault of the rules. */
export function assertValidRules(rules: CustomerListRules): void {
  const errors = new FieldErrors();
  const refuse = (field: keyof CustomerListRules, wrong: boolean, detail: string) =>
    errors.at(field).addIf(wrong, 'customer-list-rules.invalid', detail);
  refuse('goodScore', rules.goodScore <= rules.badScore, 'A good score lies above a bad one.');
  refuse(
    'protectFrom',
    rules.protectFrom <= rules.growthFrom,
    'Customers to protect are worth more than those to grow.',
  );
  refuse(
    'badEventDays',
    rules.badEventDays <= rules.quietDays,
    'A bad event counts for longer than somebody may be silent.',
  );
  errors.throwIfAny('customer-list-rules.invalid', 'The rules of the customer lists contradict each other.');
}
