/** Problems, the complaints and feedback they are found in, and the messages to the customers they concern. */
export const problemTables = `
  CREATE TABLE problems (
    id uuid PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('suspected', 'confirmed', 'in_progress', 'verifying', 'closed', 'dismissed')),
    version int NOT NULL,
    cell jsonb NOT NULL,
    touchpoints text[],
    -- of the cell, for statements that ask which complaints fit and which alerts a problem explains
    touchpoint text GENERATED ALWAYS AS (cell ->> 'touchpoint') STORED,
    category text GENERATED ALWAYS AS (cell ->> 'category') STORED,
    product text GENERATED ALWAYS AS (cell ->> 'product') STORED,
    location text GENERATED ALWAYS AS (cell ->> 'location') STORED,
    campaign text GENERATED ALWAYS AS (cell ->> 'campaign') STORED,
    factor text GENERATED ALWAYS AS (cell ->> 'factor') STORED,
    window_from timestamptz(3) NOT NULL,
    window_to timestamptz(3) NOT NULL,
    observed int NOT NULL,
    expected double precision NOT NULL,
    dispersion double precision NOT NULL,
    score double precision NOT NULL,
    p double precision NOT NULL,
    owner text,
    cause text,
    action text,
    due_at timestamptz(3),
    suspected_at timestamptz(3) NOT NULL,
    fixed_at timestamptz(3),
    ended_at timestamptz(3),
    reason text,
    reopened int NOT NULL,
    CHECK ((state IN ('closed', 'dismissed')) = (ended_at IS NOT NULL)),
    CHECK (state <> 'closed' OR action IS NOT NULL),
    CHECK (state <> 'verifying' OR fixed_at IS NOT NULL)
  );
  -- Never two problems for one cause.
  CREATE UNIQUE INDEX problems_one_open_per_cell ON problems (cell) WHERE state NOT IN ('closed', 'dismissed');
  CREATE TABLE problem_history (
    problem_id uuid NOT NULL REFERENCES problems,
    version int NOT NULL,
    at timestamptz(3) NOT NULL,
    action text NOT NULL,
    by text NOT NULL,
    note text,
    PRIMARY KEY (problem_id, version)
  );
  CREATE VIEW problem_cell AS
    SELECT id AS problem, touchpoints, touchpoint, category, factor, state NOT IN ('closed', 'dismissed') AS open
      FROM problems;
  CREATE TABLE counted_complaints (
    complaint_id uuid PRIMARY KEY,
    version int NOT NULL,
    number text NOT NULL,
    opened_at timestamptz(3) NOT NULL,
    -- of the past: it tells what is usual, and is part of no problem
    history boolean NOT NULL,
    -- false: withdrawn, or it repeats another one
    counts boolean NOT NULL,
    feedback_id uuid,
    touchpoint text,
    channel text,
    category text,
    product text,
    location text,
    campaign text,
    severity text NOT NULL,
    customer_id uuid,
    external_id text,
    segments text[] NOT NULL,
    tier text,
    stage text,
    language text,
    problem_id uuid REFERENCES problems,
    -- problems that a person took it out of: it is not linked to them again by itself
    kept_out_of uuid[] NOT NULL DEFAULT '{}'
  );
  CREATE INDEX counted_complaints_opened ON counted_complaints (opened_at) WHERE counts;
  CREATE INDEX counted_complaints_feedback ON counted_complaints (feedback_id) WHERE feedback_id IS NOT NULL;
  CREATE INDEX counted_complaints_problem ON counted_complaints (problem_id) WHERE problem_id IS NOT NULL;
  CREATE TABLE poor_feedback (
    feedback_id uuid PRIMARY KEY,
    version int NOT NULL,
    occurred_at timestamptz(3) NOT NULL,
    history boolean NOT NULL,
    counts boolean NOT NULL,
    retracted boolean NOT NULL,
    touchpoint text,
    category text,
    product text,
    location text,
    campaign text,
    -- those it finds bad
    factors text[] NOT NULL,
    problem_id uuid REFERENCES problems,
    kept_out_of uuid[] NOT NULL DEFAULT '{}'
  );
  CREATE INDEX poor_feedback_occurred ON poor_feedback (occurred_at);
  CREATE INDEX poor_feedback_problem ON poor_feedback (problem_id) WHERE problem_id IS NOT NULL;
  CREATE TABLE merged_customers (
    merged_id uuid PRIMARY KEY,
    -- null: the merge was undone
    customer_id uuid,
    external_id text,
    at timestamptz(3) NOT NULL
  );
  CREATE TABLE problem_messages (
    problem_id uuid NOT NULL REFERENCES problems,
    customer_id uuid NOT NULL,
    external_id text NOT NULL,
    language text,
    message_id uuid NOT NULL UNIQUE,
    requested_at timestamptz(3),
    sent_at timestamptz(3),
    failure text,
    PRIMARY KEY (problem_id, customer_id)
  );
  CREATE TABLE problem_answers (
    feedback_id uuid PRIMARY KEY,
    problem_id uuid NOT NULL,
    at timestamptz(3) NOT NULL,
    verdict text CHECK (verdict IN ('better', 'same', 'worse'))
  );
  CREATE INDEX problem_answers_problem ON problem_answers (problem_id);
  CREATE TABLE cause_list (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    version int NOT NULL,
    active text[] NOT NULL
  );
  INSERT INTO upkeep VALUES ('problems', now())`;
