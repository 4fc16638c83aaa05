import { sqlOverRows, type Tx } from '@harken/database';
import type { BreachFact, ComplaintFact, FeedbackFact, InteractionFact, MergeFact } from './customer-facts.ts';

/** A customer as an event names it; `updatedAt` is '-infinity' if the event tells of something else. */
export interface CustomerFact {
  readonly customerId: string;
  readonly externalId: string;
  readonly segments: readonly string[];
  readonly tier: string | null;
  readonly stage: string | null;
  readonly language: string | null;
  readonly updatedAt: string;
}

const oneValue = { values: 1 };

/** Of facts that say nothing of the profile: only the id, until the profile has come. */
const addCustomers = sqlOverRows<{ readonly customerId: string; readonly externalId: string }>(
  { customerId: 'uuid', externalId: 'text' },
  (given) => `
  INSERT INTO customers (generation, customer_id, external_id, segments, updated_at)
  SELECT $1::integer, customer_id, external_id, '{}', '-infinity' FROM ${given} AS g ORDER BY customer_id
  ON CONFLICT DO NOTHING`,
  oneValue,
);

// Equal times are told apart by content, so that the order of arrival makes no difference.
const profile = (row: string) =>
  `(${row}.updated_at, ${row}.external_id, ${row}.segments, coalesce(${row}.tier, ''), coalesce(${row}.stage, ''), coalesce(${row}.language, ''))`;
const putCustomers = sqlOverRows<CustomerFact>(
  {
    customerId: 'uuid',
    externalId: 'text',
    segments: 'text[]',
    tier: 'text',
    stage: 'text',
    language: 'text',
    updatedAt: 'timestamptz',
  },
  (given) => `
  INSERT INTO customers AS known (generation, customer_id, external_id, segments, tier, stage, language, updated_at)
  SELECT $1::integer, customer_id, external_id, segments, tier, stage, language, updated_at
    FROM ${given} AS g ORDER BY customer_id
  ON CONFLICT (generation, customer_id) DO UPDATE SET external_id = excluded.external_id, segments = excluded.segments,
    tier = excluded.tier, stage = excluded.stage, language = excluded.language, updated_at = excluded.updated_at
  WHERE ${profile('known')} < ${profile('excluded')}`,
  oneValue,
);

const putMerges = sqlOverRows<MergeFact>(
  { merged: 'uuid', kept: 'uuid', at: 'timestamptz' },
  (given) => `
  INSERT INTO customer_merges AS known (generation, merged, kept, at)
  SELECT $1::integer, merged, kept, at FROM ${given} AS g ORDER BY merged
  ON CONFLICT (generation, merged) DO UPDATE SET kept = excluded.kept, at = excluded.at
  WHERE (known.at, coalesce(known.kept::text, '')) < (excluded.at, coalesce(excluded.kept::text, ''))`,
  oneValue,
);

const addInteractions = sqlOverRows<InteractionFact>(
  {
    interactionId: 'uuid',
    customerId: 'uuid',
    occurredAt: 'timestamptz',
    type: 'text',
    touchpoint: 'text',
    channel: 'text',
    phase: 'text',
    campaign: 'text',
    product: 'text',
    location: 'text',
    team: 'text',
    segments: 'text[]',
    tier: 'text',
    stage: 'text',
    minor: 'bigint',
    currency: 'text',
    history: 'boolean',
  },
  (given) => `
  INSERT INTO customer_interactions (generation, interaction_id, customer_id, occurred_at, type, touchpoint, channel, phase,
    campaign, product, location, team, segments, tier, stage, minor, currency, history)
  SELECT $1::integer, interaction_id, customer_id, occurred_at, type, touchpoint, channel, phase,
    campaign, product, location, team, segments, tier, stage, minor, currency, history
    FROM ${given} AS g ORDER BY interaction_id
  ON CONFLICT DO NOTHING`,
  oneValue,
);

const putFeedback = sqlOverRows<FeedbackFact>(
  {
    feedbackId: 'uuid',
    version: 'integer',
    customerId: 'uuid',
    occurredAt: 'timestamptz',
    touchpoint: 'text',
    campaign: 'text',
    score: 'numeric',
    nps: 'smallint',
    history: 'boolean',
  },
  (given) => `
  INSERT INTO customer_feedback AS known (generation, feedback_id, version, customer_id, occurred_at, touchpoint, campaign, score, nps, history)
  SELECT $1::integer, feedback_id, version, customer_id, occurred_at, touchpoint, campaign, score, nps, history
    FROM ${given} AS g ORDER BY feedback_id
  ON CONFLICT (generation, feedback_id) DO UPDATE SET version = excluded.version, customer_id = excluded.customer_id,
    occurred_at = excluded.occurred_at, touchpoint = excluded.touchpoint, campaign = excluded.campaign,
    score = excluded.score, nps = excluded.nps, history = excluded.history
  WHERE known.version < excluded.version`,
  oneValue,
);

const putComplaints = sqlOverRows<ComplaintFact>(
  {
    complaintId: 'uuid',
    customerId: 'uuid',
    openedAt: 'timestamptz',
    lastWordAt: 'timestamptz',
    history: 'boolean',
  },
  (given) => `
  INSERT INTO customer_complaints AS known (generation, complaint_id, customer_id, opened_at, last_word_at, history)
  SELECT $1::integer, complaint_id, customer_id, opened_at, last_word_at, history FROM ${given} AS g ORDER BY complaint_id
  ON CONFLICT (generation, complaint_id) DO UPDATE SET
    last_word_at = greatest(known.last_word_at, excluded.last_word_at), history = known.history OR excluded.history
  WHERE (greatest(known.last_word_at, excluded.last_word_at), known.history OR excluded.history)
    IS DISTINCT FROM (known.last_word_at, known.history)`,
  oneValue,
);

const putBreaches = sqlOverRows<BreachFact>(
  { alertId: 'uuid', touchpoint: 'text', since: 'timestamptz', resolvedAt: 'timestamptz' },
  (given) => `
  INSERT INTO touchpoint_breaches AS known (generation, alert_id, touchpoint, since, resolved_at)
  SELECT $1::integer, alert_id, touchpoint, since, resolved_at FROM ${given} AS g ORDER BY alert_id
  ON CONFLICT (generation, alert_id) DO UPDATE SET resolved_at = excluded.resolved_at
  WHERE known.resolved_at IS NULL AND excluded.resolved_at IS NOT NULL`,
  oneValue,
);

/** One row of each key, as a statement cannot write a row twice: `choose` says which of two holds. */
function oneOfEach<T>(rows: readonly T[], keyOf: (row: T) => string, choose: (a: T, b: T) => T): T[] {
  const chosen = new Map<string, T>();
  for (const row of rows) {
    const known = chosen.get(keyOf(row));
    chosen.set(keyOf(row), known ? choose(known, row) : row);
  }
  return [...chosen.values()];
}

const laterOf = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a);

export const customerFactsStore = {
  addCustomers(tx: Tx, generation: number, customers: readonly { customerId: string; externalId: string }[]) {
    const rows = oneOfEach(
      customers,
      ({ customerId }) => customerId,
      (a) => a,
    );
    return addCustomers.write(tx, rows, [generation]);
  },

  /** One after the other: of several of one customer the newest holds. */
  async putCustomers(tx: Tx, generation: number, customers: readonly CustomerFact[]): Promise<void> {
    for (const customer of customers) await putCustomers.write(tx, [customer], [generation]);
  },

  async putMerges(tx: Tx, generation: number, merges: readonly MergeFact[]): Promise<void> {
    for (const merge of merges) await putMerges.write(tx, [merge], [generation]);
  },

  addInteractions: (tx: Tx, generation: number, facts: readonly InteractionFact[]) =>
    addInteractions.write(tx, facts, [generation]),

  putFeedback: (tx: Tx, generation: number, facts: readonly FeedbackFact[]) =>
    putFeedback.write(
      tx,
      oneOfEach(
        facts,
        ({ feedbackId }) => feedbackId,
        (a, b) => (b.version > a.version ? b : a),
      ),
      [generation],
    ),

  putComplaints: (tx: Tx, generation: number, facts: readonly ComplaintFact[]) =>
    putComplaints.write(
      tx,
      oneOfEach(
        facts,
        ({ complaintId }) => complaintId,
        (a, b) => ({ ...a, lastWordAt: laterOf(a.lastWordAt, b.lastWordAt), history: a.history || b.history }),
      ),
      [generation],
    ),

  putBreaches: (tx: Tx, generation: number, facts: readonly BreachFact[]) =>
    putBreaches.write(
      tx,
      oneOfEach(
        facts,
        ({ alertId }) => alertId,
        (a, b) => ({ ...a, resolvedAt: a.resolvedAt ?? b.resolvedAt }),
      ),
      [generation],
    ),
};
