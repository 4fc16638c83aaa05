import type { MigrationInterface, QueryRunner } from 'typeorm';
import { complaint, guards } from './complaint-tables.ts';
import { calendars, policies } from './policy-tables.ts';

const text = `
  -- A row for each text: what was said stays as it was said, so rows are only added.
  CREATE TABLE text_words (
    complaint_id uuid NOT NULL,
    -- of the answer or message; the complaint's own for what the customer said first
    text_id uuid NOT NULL,
    -- of the complaint: what is found is put into the order of the list without looking at each complaint
    opened_at timestamptz(3) NOT NULL,
    words tsvector NOT NULL,
    PRIMARY KEY (complaint_id, text_id)
  );
  CREATE INDEX text_words_words ON text_words USING gin (words);
  REVOKE UPDATE, TRUNCATE, TRIGGER, REFERENCES ON text_words FROM complaints_app;`;

const recomputation = `
  -- Deadlines to recompute, because a policy, a calendar or a team's calendar has changed.
  CREATE TABLE recomputations (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('policy', 'calendar', 'team')),
    subject text NOT NULL,
    due_at timestamptz(3) NOT NULL,
    after uuid,
    sweep smallint NOT NULL DEFAULT 1,
    changed integer NOT NULL DEFAULT 0,
    done_at timestamptz(3)
  );
  CREATE INDEX recomputations_due ON recomputations (due_at, id) WHERE done_at IS NULL;`;

// The table begins in libs/service with what access needs of people: id, subjects, roles.
const people = `
  ALTER TABLE people
    ADD COLUMN name text NOT NULL,
    ADD COLUMN teams text[] NOT NULL,
    ADD COLUMN email text,
    ADD COLUMN language text,
    ADD COLUMN zone text,
    ADD COLUMN deputy text,
    ADD COLUMN away_until timestamptz(3),
    ADD COLUMN version integer NOT NULL,
    -- grows with each change of anybody: readers keep all people until it does
    ADD COLUMN revision integer NOT NULL,
    ADD COLUMN updated_at timestamptz(3) NOT NULL,
    ADD COLUMN updated_by text NOT NULL;
  CREATE INDEX people_revision ON people (revision);
  REVOKE DELETE, TRUNCATE ON people FROM complaints_app;`;

const teams = `
  CREATE TABLE teams (
    id text PRIMARY KEY,
    name text NOT NULL,
    members jsonb NOT NULL,
    assignment text NOT NULL CHECK (assignment IN ('round_robin', 'least_loaded', 'queue')),
    calendar text,
    department text,
    version integer NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    updated_by text NOT NULL
  );
  CREATE INDEX teams_calendar ON teams (id) WHERE calendar IS NOT NULL;
  REVOKE DELETE ON teams FROM complaints_app;

  -- The members in the order of their turns. Apart from the team, so that an assignment does not contend with its readers.
  CREATE TABLE team_rotations (
    team_id text PRIMARY KEY REFERENCES teams,
    rotation text[] NOT NULL DEFAULT '{}',
    -- When its unassigned complaints are dealt out next, because somebody will be there again; looked at twice each time.
    deal_at timestamptz(3),
    deal_sweep smallint NOT NULL DEFAULT 1
  );
  CREATE INDEX team_rotations_deal ON team_rotations (deal_at) WHERE deal_at IS NOT NULL;
  INSERT INTO teams VALUES ('customer-care', 'Customer care', '[]', 'round_robin', NULL, NULL, 1, now(), 'system');
  INSERT INTO team_rotations (team_id) VALUES ('customer-care');

  -- Members who left a team or are away: their open complaints are handed back, batch by batch.
  CREATE TABLE departures (
    id uuid PRIMARY KEY,
    team text NOT NULL REFERENCES teams,
    member text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('left', 'away')),
    reason text,
    actor text NOT NULL,
    key_id uuid,
    person text,
    on_behalf_of text,
    at timestamptz(3) NOT NULL,
    dealt integer NOT NULL,
    queued integer NOT NULL,
    look_at timestamptz(3) NOT NULL,
    done_at timestamptz(3)
  );
  CREATE INDEX departures_look ON departures (look_at, id) WHERE done_at IS NULL;
  CREATE INDEX departures_team ON departures (team, at DESC, id DESC);
  REVOKE DELETE, TRUNCATE, TRIGGER, REFERENCES ON departures FROM complaints_app;`;

const customers = `
  CREATE TABLE customers (
    external_id text PRIMARY KEY,
    customer_id uuid NOT NULL,
    segments text[] NOT NULL,
    tier text,
    stage text,
    language text,
    -- known: feedback told us; else made here for a complaint by phone
    known boolean NOT NULL,
    -- of the profile; 0: made here
    version integer NOT NULL,
    -- whom it was merged into in the end
    merged_into text
  );
  CREATE INDEX customers_id ON customers (customer_id);
  CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL;
  -- Complaints of a customer who was merged into another: the customer's facts as they were before, for an undoing.
  CREATE TABLE moved_complaints (
    complaint_id uuid PRIMARY KEY REFERENCES complaints,
    customer text NOT NULL,
    facts jsonb NOT NULL
  );
  CREATE INDEX moved_complaints_customer ON moved_complaints (customer);
  -- The external ids that complaints have now of customers named by external id, or by our id as id:<uuid>.
  CREATE FUNCTION current_customers(named text[]) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT array_agg(coalesce(
      (SELECT coalesce(merged_into, external_id) FROM customers WHERE external_id = one),
      CASE WHEN one ~* '^id:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN
        (SELECT coalesce(merged_into, external_id) FROM customers WHERE customer_id = substr(one, 4)::uuid LIMIT 1) END,
      one)) FROM unnest(named) AS one $$;`;

const duplicates = `
  -- Without foreign keys: a proposal is written with its complaint and of one just read, and nobody may delete either.
  CREATE TABLE duplicate_proposals (
    id uuid PRIMARY KEY,
    complaint_id uuid NOT NULL,
    of uuid NOT NULL,
    -- null: a person marked the duplicate without a proposal
    score real CHECK (score BETWEEN 0 AND 1),
    status text NOT NULL CHECK (status IN ('open', 'accepted', 'refused')),
    "as" text CHECK ("as" IN ('duplicate', 'related')),
    proposed_at timestamptz(3) NOT NULL,
    decided_at timestamptz(3),
    decided_by text,
    reason text,
    CHECK (complaint_id <> of),
    CHECK ((status = 'open') = (decided_at IS NULL) AND (status = 'accepted') = ("as" IS NOT NULL))
  );
  -- A pair is proposed once, whichever came first; what was refused stays refused.
  CREATE UNIQUE INDEX duplicate_proposals_pair
    ON duplicate_proposals (least(complaint_id, of), greatest(complaint_id, of));
  CREATE INDEX duplicate_proposals_complaint ON duplicate_proposals (complaint_id);
  CREATE INDEX duplicate_proposals_of ON duplicate_proposals (of);
  CREATE INDEX duplicate_proposals_open ON duplicate_proposals (proposed_at, id) WHERE status = 'open';
  CREATE INDEX duplicate_proposals_proposed ON duplicate_proposals (proposed_at, id);
  REVOKE DELETE, TRUNCATE, TRIGGER, REFERENCES ON duplicate_proposals FROM complaints_app;`;

const compensation = `
  CREATE TABLE compensations (
    id uuid PRIMARY KEY,
    complaint_id uuid NOT NULL REFERENCES complaints,
    customer text,
    version integer NOT NULL,
    kind text NOT NULL CHECK (kind IN ('apology', 'refund', 'voucher', 'replacement', 'credit', 'other')),
    minor bigint CHECK (minor > 0),
    currency text CHECK (currency ~ '^[A-Z]{3}$'),
    description text NOT NULL,
    status text NOT NULL CHECK (status IN ('proposed', 'approved', 'declined', 'expired', 'cancelled', 'fulfilled',
      'fulfilment_failed')),
    limits_version integer NOT NULL REFERENCES compensation_limits,
    four_eyes boolean NOT NULL,
    management boolean NOT NULL,
    proposed_by text NOT NULL,
    -- { name, keyId, person }: whom four eyes count
    proposer jsonb NOT NULL,
    proposed_at timestamptz(3) NOT NULL,
    expires_at timestamptz(3) NOT NULL,
    approved_by text,
    approver jsonb,
    approved_at timestamptz(3),
    fulfil_by timestamptz(3),
    overdue_at timestamptz(3),
    fulfilled_at timestamptz(3),
    reference text,
    reason text,
    changed_at timestamptz(3) NOT NULL,
    changed_by text NOT NULL,
    -- when it is to be looked at next; guarded by the row lock of the complaint like all the rest
    step_at timestamptz(3),
    CHECK ((minor IS NULL) = (currency IS NULL)),
    CHECK (minor IS NOT NULL OR kind IN ('apology', 'replacement', 'other')),
    CHECK (minor IS NULL OR kind <> 'apology'),
    CONSTRAINT compensation_is_approved CHECK (approved_at IS NOT NULL AND approved_by IS NOT NULL AND approver IS NOT NULL
      OR status NOT IN ('approved', 'fulfilled', 'fulfilment_failed')),
    CONSTRAINT compensation_has_four_eyes CHECK (NOT four_eyes OR approver IS NULL
      OR CASE WHEN proposer ->> 'person' IS NOT NULL AND approver ->> 'person' IS NOT NULL
              THEN proposer ->> 'person' <> approver ->> 'person'
              ELSE proposer ->> 'name' <> approver ->> 'name' END)
  );
  CREATE INDEX compensations_newest ON compensations (proposed_at DESC, id DESC);
  CREATE INDEX compensations_status ON compensations (status, proposed_at DESC, id DESC);
  CREATE INDEX compensations_customer ON compensations (customer, proposed_at DESC, id DESC);
  CREATE INDEX compensations_complaint ON compensations (complaint_id, proposed_at DESC, id DESC);
  CREATE INDEX compensations_step ON compensations (step_at, id) WHERE step_at IS NOT NULL;
  CREATE INDEX compensations_awaited ON compensations (fulfil_by) WHERE status IN ('approved', 'fulfilment_failed');
  REVOKE DELETE, TRUNCATE, TRIGGER, REFERENCES ON compensations FROM complaints_app;`;

const satisfaction = `
  CREATE TABLE handling_ratings (
    feedback_id uuid PRIMARY KEY,
    complaint_id uuid NOT NULL REFERENCES complaints,
    csat smallint CHECK (csat BETWEEN 1 AND 5),
    nps smallint CHECK (nps BETWEEN 0 AND 10),
    ces smallint CHECK (ces BETWEEN 1 AND 7),
    at timestamptz(3) NOT NULL
  );
  CREATE INDEX handling_ratings_complaint ON handling_ratings (complaint_id, at);
  REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON handling_ratings FROM complaints_app;`;

const intake = `
  -- Feedback that waits for a person's judgement.
  CREATE TABLE triage (
    feedback_id uuid PRIMARY KEY,
    received_at timestamptz(3) NOT NULL,
    customer text,
    reasons text[] NOT NULL,
    -- what is needed to open the complaint later
    complaint jsonb NOT NULL,
    decision text CHECK (decision IN ('opened', 'dismissed')),
    decided_at timestamptz(3),
    decided_by text,
    reason text,
    complaint_id uuid REFERENCES complaints
  );
  CREATE INDEX triage_waiting ON triage (received_at, feedback_id) WHERE decision IS NULL;`;

const messages = `
  CREATE TABLE messages (
    id uuid PRIMARY KEY,
    complaint_id uuid NOT NULL REFERENCES complaints,
    cycle smallint NOT NULL,
    direction text NOT NULL CHECK (direction IN ('in', 'out')),
    channel text NOT NULL,
    text text NOT NULL,
    attachments jsonb NOT NULL,
    by text NOT NULL,
    external_id text,
    at timestamptz(3) NOT NULL,
    after_end boolean NOT NULL,
    complaint_version integer NOT NULL
  );
  CREATE INDEX messages_complaint ON messages (complaint_id, at, id);
  CREATE UNIQUE INDEX messages_external ON messages (complaint_id, channel, external_id);
  REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON messages FROM complaints_app;`;

const imports = `
  CREATE TABLE imports (
    id text PRIMARY KEY,
    started_at timestamptz(3) NOT NULL,
    started_by text NOT NULL,
    finished_at timestamptz(3),
    finished_by text,
    requests integer NOT NULL,
    accepted integer NOT NULL DEFAULT 0,
    duplicates integer NOT NULL DEFAULT 0,
    conflicts integer NOT NULL DEFAULT 0,
    rejected integer NOT NULL DEFAULT 0
  );

  -- What was imported, once: by the system it comes from and its id there. Without foreign keys, as clocks have none.
  CREATE TABLE imported_complaints (
    complaint_id uuid PRIMARY KEY,
    source text NOT NULL,
    external_id text NOT NULL,
    import_id text NOT NULL,
    digest text NOT NULL,
    UNIQUE (source, external_id)
  );
  CREATE INDEX imported_complaints_import ON imported_complaints (import_id);
  REVOKE DELETE, TRUNCATE, TRIGGER, REFERENCES ON imports, imported_complaints FROM complaints_app;
  REVOKE UPDATE ON imported_complaints FROM complaints_app;`;

// Without a foreign key: what touchpoints says may come before or after anything else.
const problems = `
  CREATE TABLE problem_complaints (
    complaint_id uuid PRIMARY KEY,
    problem_id uuid NOT NULL
  );
  CREATE INDEX problem_complaints_problem ON problem_complaints (problem_id);`;

const rooms = [
  ...[text, recomputation, calendars, people, teams, policies, complaint, guards],
  ...[customers, duplicates, compensation, satisfaction, intake, messages, imports, problems],
];

export class ComplaintsBaseline1796083200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const room of rooms) await runner.query(room);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION current_customers(text[])');
    await runner.query(`
      DROP VIEW complaint_links;
      DROP TABLE problem_complaints, imported_complaints, imports, messages, triage, handling_ratings, compensations, duplicate_proposals, moved_complaints, customers,
        history, links, customer_messages, answers, escalations, clocks, complaints,
        compensation_limits, cause_lists, duplicate_policies, message_policies, management_levels, routing_rules, response_policies,
        departures, team_rotations, teams, calendar_versions, recomputations, text_words;
      DROP SEQUENCE complaint_numbers;
      DROP FUNCTION require_answer, keep_answer, refuse_change`);
  }
}
