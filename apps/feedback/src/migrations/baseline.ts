import { documentTable } from '@harken/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

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
    stub         boolean NOT NULL,
    -- A text: it has more digits than a timestamptz.
    updated_at   text,
    created_at   timestamptz NOT NULL DEFAULT date_trunc('milliseconds', now()),
    version      integer NOT NULL DEFAULT 1,
    CHECK (stub = (updated_at IS NULL))
  );`;

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
  CREATE INDEX interactions_of_customer ON interactions (customer_id, occurred_at, id);`;

const classification = documentTable('complaint_policies', { appRole: 'feedback_app' });

const feedback = `
  CREATE TABLE feedback (
    id              uuid PRIMARY KEY,
    source          text NOT NULL,
    source_id       text NOT NULL,
    customer_id     uuid NOT NULL,
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
    about_complaint uuid,
    history         boolean NOT NULL,
    digest          text NOT NULL,
    UNIQUE (source, source_id)
  );
  CREATE INDEX feedback_of_customer ON feedback (customer_id, occurred_at, id);
  CREATE INDEX feedback_by_time ON feedback (occurred_at, id);`;

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
    for (const room of [customers, interactions, classification, feedback, triage, timeline]) await runner.query(room);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE complaint_entries, triage_decisions, feedback, complaint_policies, interactions, customers',
    );
  }
}
