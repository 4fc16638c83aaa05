import { documentTable } from '@harken/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { answers, openLinks } from './answer-tables.ts';
import { imports } from './import-tables.ts';
import { messages } from './message-tables.ts';
import { invitations, programmes } from './programme-tables.ts';
import { themes } from './theme-tables.ts';

const customers = `
  CREATE TABLE customers (
    id           uuid PRIMARY KEY,
    external_id  text NOT NULL UNIQUE,
    name         text,
    segments     text[] NOT NULL DEFAULT '{}',
    tier         text,
    stage        text,
    language     text,
    attributes   jsonb NOT NULL DEFAULT '{}',
    consents     jsonb NOT NULL DEFAULT '{}',
    contact_points jsonb NOT NULL DEFAULT '[]',
    stub         boolean NOT NULL,
    -- A text: it has more digits than a timestamptz.
    updated_at   text,
    created_at   timestamptz NOT NULL DEFAULT date_trunc('milliseconds', now()),
    version      integer NOT NULL DEFAULT 1,
    -- Who this is today: itself, or whom it was merged into in the end. What came in keeps the id it was recorded for.
    current_id   uuid NOT NULL,
    merged_into  uuid,
    merged_at    timestamptz,
    -- Of one that consists of several: what the CRM says of this one alone.
    own          jsonb,
    search       tsvector NOT NULL DEFAULT '',
    CHECK (stub = (updated_at IS NULL)),
    CHECK ((current_id = id) = (merged_into IS NULL)),
    CHECK ((merged_into IS NULL) = (merged_at IS NULL))
  );
  CREATE INDEX customers_of_current ON customers (current_id);
  CREATE INDEX customers_found ON customers USING gin (search);
  CREATE INDEX customers_of_segment ON customers USING gin (segments);
  CREATE INDEX customers_of_tier ON customers (tier, id);
  CREATE INDEX customers_of_stage ON customers (stage, id);
  CREATE TABLE customer_merges (
    id          uuid PRIMARY KEY,
    kept        uuid NOT NULL REFERENCES customers,
    merged      uuid NOT NULL REFERENCES customers,
    merged_at   timestamptz NOT NULL,
    merged_by   text NOT NULL,
    undone_at   timestamptz,
    undone_by   text,
    CHECK ((undone_at IS NULL) = (undone_by IS NULL))
  );
  CREATE UNIQUE INDEX customer_merges_standing ON customer_merges (merged) WHERE undone_at IS NULL;
  CREATE INDEX customer_merges_of_pair ON customer_merges (merged, kept);
  REVOKE DELETE, TRUNCATE ON customer_merges FROM feedback_app;
  CREATE VIEW current_customers AS
    SELECT recorded.id AS recorded_id, c.* FROM customers recorded JOIN customers c ON c.id = recorded.current_id;`;

const interactions = `
  CREATE TABLE interactions (
    id           uuid PRIMARY KEY,
    source       text NOT NULL,
    source_id    text NOT NULL,
    customer_id  uuid NOT NULL,
    type         text NOT NULL,
    touchpoint   text,
    channel      text,
    phase        text CHECK (phase IN ('before', 'during', 'after')),
    campaign     text,
    product      text,
    location     text,
    amount_minor bigint,
    currency     text,
    employee     text,
    team         text,
    data         jsonb NOT NULL,
    history      boolean NOT NULL,
    digest       text NOT NULL,
    occurred_at  timestamptz NOT NULL,
    received_at  timestamptz NOT NULL,
    UNIQUE (source, source_id),
    CHECK ((amount_minor IS NULL) = (currency IS NULL))
  );
  CREATE INDEX interactions_of_customer ON interactions (customer_id, occurred_at, id);
  CREATE INDEX interactions_by_time ON interactions (occurred_at, id);`;

const classification = documentTable('complaint_policies', { appRole: 'feedback_app' });

const feedback = `
  CREATE TABLE feedback (
    id              uuid PRIMARY KEY,
    source          text NOT NULL,
    source_id       text NOT NULL,
    voice           text NOT NULL CHECK (voice IN ('customer', 'staff', 'management')),
    -- null: unknown, or staff or management speak
    customer_id     uuid,
    employee        text,
    method          text NOT NULL,
    kind            text,
    pattern         text NOT NULL CHECK (pattern IN ('past', 'present', 'potential')),
    touchpoint      text,
    channel         text,
    phase           text CHECK (phase IN ('before', 'during', 'after')),
    campaign        text,
    product         text,
    location        text,
    programme       text,
    category        text,
    text            text,
    language        text,
    answers         jsonb NOT NULL,
    attachments     jsonb NOT NULL,
    verdict         text NOT NULL CHECK (verdict IN ('none', 'suspected', 'certain')),
    reasons         jsonb NOT NULL,
    occurred_at     timestamptz NOT NULL,
    received_at     timestamptz NOT NULL,
    actions         jsonb NOT NULL,
    about_complaint uuid,
    about_problem   uuid,
    history         boolean NOT NULL,
    digest          text NOT NULL,
    version         integer NOT NULL,
    corrected_at    timestamptz,
    retracted_at    timestamptz,
    UNIQUE (source, source_id),
    CHECK (voice = 'customer' OR (employee IS NOT NULL AND verdict = 'none'))
  );
  CREATE INDEX feedback_of_customer ON feedback (customer_id, occurred_at, id);
  CREATE INDEX feedback_by_time ON feedback (occurred_at, id);`;

const corrections = `
  -- Each version of corrected feedback that no longer holds, and what ended it.
  CREATE TABLE feedback_versions (
    feedback_id   uuid NOT NULL REFERENCES feedback,
    version       integer NOT NULL,
    content       jsonb NOT NULL,
    correction    text NOT NULL CHECK (correction IN ('superseded', 'retracted')),
    reason        text,
    actor         text NOT NULL,
    on_behalf_of  text,
    at            timestamptz NOT NULL,
    PRIMARY KEY (feedback_id, version)
  );
  REVOKE UPDATE, DELETE, TRUNCATE ON feedback_versions FROM feedback_app;`;

const conversations = `
  CREATE TABLE conversations (
    id            uuid PRIMARY KEY,
    source        text NOT NULL,
    source_id     text NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('interview', 'focus_group', 'forum', 'reviews', 'study')),
    title         text,
    programme     text,
    touchpoint    text,
    product       text,
    location      text,
    language      text,
    participants  jsonb NOT NULL,
    history       boolean NOT NULL,
    digest        text NOT NULL,
    occurred_at   timestamptz NOT NULL,
    received_at   timestamptz NOT NULL,
    UNIQUE (source, source_id)
  );
  CREATE INDEX conversations_by_time ON conversations (occurred_at, id);
  CREATE TABLE segments (
    id               uuid PRIMARY KEY,
    conversation_id  uuid NOT NULL REFERENCES conversations,
    source_id        text NOT NULL,
    position         integer NOT NULL,
    speaker          text NOT NULL,
    text             text NOT NULL,
    language         text,
    touchpoint       text,
    factor           text,
    quote            boolean NOT NULL,
    reply_to         text,
    digest           text NOT NULL,
    -- The same post of one author in another thread of the source.
    post_digest      text UNIQUE,
    feedback_id      uuid REFERENCES feedback,
    said_at          timestamptz,
    UNIQUE (conversation_id, source_id),
    UNIQUE (conversation_id, position)
  );
  CREATE INDEX quotes ON segments (id) WHERE quote;`;

const triage = `
  -- What people decided on suspected feedback.
  CREATE TABLE triage_decisions (
    feedback_id uuid PRIMARY KEY,
    decision    text NOT NULL CHECK (decision IN ('opened', 'dismissed')),
    decided_at  timestamptz NOT NULL
  );
  CREATE INDEX triage_decisions_by_time ON triage_decisions (decided_at, feedback_id);`;

const timeline = `
  CREATE TABLE complaint_entries (
    id            uuid PRIMARY KEY,
    customer_id   uuid NOT NULL,
    at            timestamptz NOT NULL,
    type          text NOT NULL CHECK (type IN ('complaint', 'answer')),
    action        text NOT NULL,
    complaint_id  uuid NOT NULL,
    number        text NOT NULL,
    status        text NOT NULL,
    severity      text NOT NULL,
    team          text NOT NULL,
    touchpoint    text,
    channel       text,
    details       jsonb NOT NULL
  );
  CREATE INDEX complaint_entries_of_customer ON complaint_entries (customer_id, at, id);`;

export class FeedbackBaseline1796083200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const room of [
      customers,
      programmes,
      invitations,
      messages,
      interactions,
      classification,
      themes,
      feedback,
      corrections,
      conversations,
      triage,
      timeline,
      openLinks,
      answers,
      imports,
    ])
      await runner.query(room);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW current_customers');
    await runner.query(
      'DROP TABLE message_templates, customer_messages, import_mappings, import_errors, import_jobs, import_chunks, import_files, survey_responses, open_links, complaint_entries, triage_decisions, segments, conversations, feedback_versions, feedback, theme_reassignment, feedback_themes, theme_lists, complaint_policies, interactions, invitation_keys, invitations, candidates, programmes, programme_versions, customer_merges, customers',
    );
  }
}
