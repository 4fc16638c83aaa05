import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The complaint and what belongs to it. */
export class Complaints1710000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE complaint_numbers;
      CREATE TABLE customers (
        external_id text PRIMARY KEY,
        customer_id uuid NOT NULL,
        segments text[] NOT NULL,
        tier text,
        stage text,
        language text,
        -- known: feedback told us; else made here for a complaint by phone
        known boolean NOT NULL,
        updated_at timestamptz(3) NOT NULL
      );
      CREATE TABLE complaints (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        version integer NOT NULL,
        cycle smallint NOT NULL,
        status text NOT NULL CHECK (status IN ('received', 'acknowledged', 'assigned', 'investigating',
          'pending_customer', 'pending_third_party', 'answered', 'resolved', 'closed', 'rejected', 'duplicate', 'withdrawn')),
        severity text NOT NULL CHECK (severity IN ('critical', 'high', 'normal', 'low')),
        origin text NOT NULL CHECK (origin IN ('feedback', 'person')),
        customer_id uuid NOT NULL,
        customer text NOT NULL,
        segments text[] NOT NULL,
        tier text,
        stage text,
        customer_language text,
        feedback_id uuid UNIQUE,
        touchpoint text,
        channel text,
        method text,
        category text,
        campaign text,
        language text,
        text text,
        flags text[] NOT NULL,
        team text NOT NULL REFERENCES teams,
        assignee text,
        rule text,
        rules_version integer,
        duplicate_of uuid REFERENCES complaints,
        occurred_at timestamptz(3) NOT NULL,
        opened_at timestamptz(3) NOT NULL,
        acknowledged_at timestamptz(3),
        answered_at timestamptz(3),
        ended_at timestamptz(3)
      ) WITH (fillfactor = 80);
      CREATE INDEX complaints_opened ON complaints (opened_at DESC, id DESC);
      CREATE INDEX complaints_status ON complaints (status, opened_at DESC, id DESC);
      CREATE INDEX complaints_team ON complaints (team, opened_at DESC, id DESC);
      CREATE INDEX complaints_customer ON complaints (customer, opened_at DESC, id DESC);
      CREATE INDEX complaints_customer_id ON complaints (customer_id);
      CREATE INDEX complaints_assignee ON complaints (assignee, opened_at DESC, id DESC) WHERE assignee IS NOT NULL;
      CREATE INDEX complaints_load ON complaints (team, assignee) WHERE ended_at IS NULL AND assignee IS NOT NULL;

      CREATE TABLE answers (
        id uuid PRIMARY KEY,
        complaint_id uuid NOT NULL REFERENCES complaints,
        cycle smallint NOT NULL,
        kind text NOT NULL CHECK (kind IN ('answer', 'rejection', 'withdrawal', 'duplicate')),
        outcome text CHECK (outcome IN ('upheld_with_redress', 'upheld', 'redress_without_upholding', 'rejected')),
        reasons text[] NOT NULL,
        channel text NOT NULL,
        text text NOT NULL,
        recourse text,
        by text NOT NULL,
        sent_at timestamptz(3) NOT NULL,
        CHECK (outcome IS NOT NULL OR kind IN ('withdrawal', 'duplicate'))
      );
      CREATE INDEX answers_complaint ON answers (complaint_id, cycle);

      CREATE TABLE links (
        complaint_id uuid NOT NULL REFERENCES complaints,
        "to" uuid NOT NULL REFERENCES complaints,
        kind text NOT NULL,
        by text NOT NULL,
        at timestamptz(3) NOT NULL,
        PRIMARY KEY (complaint_id, "to", kind),
        CHECK (complaint_id <> "to")
      );
      CREATE INDEX links_to ON links ("to");

      CREATE TABLE history (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        complaint_id uuid NOT NULL REFERENCES complaints,
        version integer NOT NULL,
        at timestamptz(3) NOT NULL,
        actor text NOT NULL,
        by text,
        action text NOT NULL,
        reason text,
        "from" text,
        "to" text
      );
      CREATE INDEX history_complaint ON history (complaint_id, id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE history, links, answers, complaints, customers; DROP SEQUENCE complaint_numbers');
  }
}
