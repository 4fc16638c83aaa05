import { documentTable } from '@harken/service';

const appRole = 'analytics_app';

/** What customers did, said and complained of: facts of a generation, found by customer and by time. */
const customerFacts = `
  CREATE TABLE customers (
    generation integer NOT NULL,
    customer_id uuid NOT NULL,
    external_id text NOT NULL,
    segments text[] NOT NULL,
    tier text,
    stage text,
    language text,
    -- '-infinity' until the profile itself has come.
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (generation, customer_id)
  );
  CREATE INDEX customers_by_external_id ON customers (generation, external_id);
  -- Whom a customer was merged into; \`kept\` is null after it was undone.
  CREATE TABLE customer_merges (
    generation integer NOT NULL,
    merged uuid NOT NULL,
    kept uuid,
    at timestamptz NOT NULL,
    PRIMARY KEY (generation, merged)
  );
  CREATE INDEX customer_merges_by_kept ON customer_merges (generation, kept);
  CREATE TABLE customer_interactions (
    generation integer NOT NULL,
    interaction_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    occurred_at timestamptz NOT NULL,
    type text NOT NULL,
    touchpoint text,
    channel text,
    phase text,
    campaign text,
    product text,
    location text,
    team text,
    segments text[] NOT NULL,
    tier text,
    stage text,
    minor bigint,
    currency text,
    history boolean NOT NULL,
    PRIMARY KEY (generation, interaction_id)
  );
  CREATE INDEX customer_interactions_by_customer ON customer_interactions (generation, customer_id, occurred_at);
  CREATE INDEX customer_interactions_in_time ON customer_interactions (generation, occurred_at);
  -- A row without a customer stands for feedback that was taken back, or that nobody known has given.
  CREATE TABLE customer_feedback (
    generation integer NOT NULL,
    feedback_id uuid NOT NULL,
    version integer NOT NULL,
    customer_id uuid,
    occurred_at timestamptz NOT NULL,
    touchpoint text,
    campaign text,
    -- Mean of its answers, each brought to 0..10.
    score numeric,
    nps smallint,
    history boolean NOT NULL,
    PRIMARY KEY (generation, feedback_id)
  );
  CREATE INDEX customer_feedback_by_customer ON customer_feedback (generation, customer_id, occurred_at);
  CREATE TABLE customer_complaints (
    generation integer NOT NULL,
    complaint_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    opened_at timestamptz NOT NULL,
    -- When the customer wrote last, after the complaint itself.
    last_word_at timestamptz,
    history boolean NOT NULL,
    PRIMARY KEY (generation, complaint_id)
  );
  CREATE INDEX customer_complaints_by_customer ON customer_complaints (generation, customer_id, opened_at);
  -- When a touchpoint was outside its standard.
  CREATE TABLE touchpoint_breaches (
    generation integer NOT NULL,
    alert_id uuid NOT NULL,
    touchpoint text NOT NULL,
    since timestamptz NOT NULL,
    resolved_at timestamptz,
    PRIMARY KEY (generation, alert_id)
  );
  CREATE INDEX touchpoint_breaches_by_touchpoint ON touchpoint_breaches (generation, touchpoint, since);`;

/** Whom the lists name, of the current generation. */
const customerLists = `
  CREATE TABLE customer_checks (
    customer_id uuid PRIMARY KEY,
    due_at timestamptz NOT NULL,
    -- Whether what changes is announced: what only history changed is not. Null: nothing but time or rules changed.
    announced boolean
  ) WITH (fillfactor = 80);
  CREATE INDEX customer_checks_due ON customer_checks (due_at);
  CREATE TABLE customer_standings (
    customer_id uuid PRIMARY KEY,
    last_at timestamptz,
    frequency integer NOT NULL,
    -- [{ currency, minor, orders }]
    amounts jsonb NOT NULL,
    value jsonb,
    experience jsonb,
    -- Of its newest scores: how many, and the sum of squares around their mean.
    scores integer NOT NULL,
    squares double precision NOT NULL,
    checked_at timestamptz NOT NULL
  );
  CREATE TABLE quintile_cuts (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    cuts jsonb NOT NULL,
    customers integer NOT NULL,
    -- Customers with a value that are new since.
    added integer NOT NULL,
    rules_version integer NOT NULL,
    computed_at timestamptz NOT NULL
  );
  CREATE TABLE customer_list_entries (
    id uuid PRIMARY KEY,
    list text NOT NULL,
    customer_id uuid NOT NULL,
    since timestamptz(3) NOT NULL,
    left_at timestamptz(3),
    -- The most valuable first; 0 without a value.
    rank double precision NOT NULL,
    value jsonb,
    experience jsonb,
    reasons jsonb NOT NULL,
    announced boolean NOT NULL,
    contacted_at timestamptz(3),
    contacted_by text,
    outcome text,
    note text,
    version integer NOT NULL
  );
  CREATE UNIQUE INDEX customer_list_entries_now ON customer_list_entries (list, customer_id) WHERE left_at IS NULL;
  CREATE INDEX customer_list_entries_in_order ON customer_list_entries (list, rank DESC, id) WHERE left_at IS NULL;
  CREATE INDEX customer_list_entries_by_customer ON customer_list_entries (customer_id, since);
  CREATE INDEX customer_list_entries_in_time ON customer_list_entries (list, since);
  ${documentTable('customer_list_rules', { appRole })}`;

export const valueTables = [customerFacts, customerLists];

export const dropValueTables = `
  DROP TABLE customer_list_rules, customer_list_entries, quintile_cuts, customer_standings, customer_checks,
    touchpoint_breaches, customer_complaints, customer_feedback, customer_interactions, customer_merges, customers;`;
