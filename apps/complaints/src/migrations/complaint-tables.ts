const clocks = `'acknowledge', 'first_response', 'next_response', 'progress_update', 'first_resolution', 'resolution', 'regulatory'`;
const ended = `'resolved', 'closed', 'rejected', 'duplicate', 'withdrawn'`;
// A text that tells of a withdrawal or a duplicate answers nothing else.
const isAnswered = `EXISTS (SELECT FROM complaints.answers a WHERE a.complaint_id = c.id AND a.cycle = c.cycle
          AND (c.status IN ('duplicate', 'withdrawn') OR a.kind IN ('answer', 'rejection')))`;

/** The complaint and the tables that only its aggregate writes. */
export const complaint = `
  CREATE SEQUENCE complaint_numbers;
  CREATE TABLE complaints (
    id uuid PRIMARY KEY,
    number text NOT NULL UNIQUE,
    version integer NOT NULL,
    cycle smallint NOT NULL,
    status text NOT NULL CHECK (status IN ('received', 'acknowledged', 'assigned', 'investigating',
      'pending_customer', 'pending_third_party', 'answered', ${ended})),
    severity text NOT NULL CHECK (severity IN ('critical', 'high', 'normal', 'low')),
    origin text NOT NULL CHECK (origin IN ('feedback', 'person', 'import')),
    -- null: nobody knows who it was
    customer_id uuid,
    customer text,
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
    product text,
    location text,
    language text,
    text text,
    flags text[] NOT NULL,
    team text NOT NULL REFERENCES teams,
    assignee text,
    rule text,
    rules_version integer,
    duplicate_of uuid REFERENCES complaints,
    cause text,
    occurred_at timestamptz(3) NOT NULL,
    opened_at timestamptz(3) NOT NULL,
    acknowledged_at timestamptz(3),
    answered_at timestamptz(3),
    ended_at timestamptz(3),
    -- as it was given, so that rules can be tried on the complaint again
    said_severity text CHECK (said_severity IN ('critical', 'high', 'normal', 'low')),
    CHECK ((customer IS NULL) = (customer_id IS NULL))
  ) WITH (fillfactor = 80);
  CREATE INDEX complaints_opened ON complaints (opened_at DESC, id DESC);
  CREATE INDEX complaints_status ON complaints (status, opened_at DESC, id DESC);
  CREATE INDEX complaints_team ON complaints (team, opened_at DESC, id DESC);
  CREATE INDEX complaints_customer ON complaints (customer, opened_at DESC, id DESC);
  -- Repeats are counted by when they happened.
  CREATE INDEX complaints_customer_occurred ON complaints (customer, occurred_at DESC, id DESC);
  CREATE INDEX complaints_touchpoint ON complaints (touchpoint, opened_at DESC, id DESC);
  CREATE INDEX complaints_category ON complaints (category, opened_at DESC, id DESC);
  CREATE INDEX complaints_product ON complaints (product, opened_at DESC, id DESC) WHERE product IS NOT NULL;
  CREATE INDEX complaints_location ON complaints (location, opened_at DESC, id DESC) WHERE location IS NOT NULL;
  CREATE INDEX complaints_assignee ON complaints (assignee, opened_at DESC, id DESC) WHERE assignee IS NOT NULL;
  CREATE INDEX complaints_flags ON complaints USING gin (flags) WHERE flags <> '{}';
  -- Also what nobody has: a board counts it.
  CREATE INDEX complaints_open ON complaints (team, assignee) WHERE ended_at IS NULL;
  CREATE INDEX complaints_duplicate_of ON complaints (duplicate_of) WHERE duplicate_of IS NOT NULL;

  -- Clocks and history have no foreign keys: their rows are only ever written with the complaint, which nobody may delete.
  CREATE TABLE clocks (
    complaint_id uuid NOT NULL,
    cycle smallint NOT NULL,
    clock text NOT NULL CHECK (clock IN (${clocks})),
    started_at timestamptz(3) NOT NULL,
    target text NOT NULL,
    due_at timestamptz(3) NOT NULL,
    warn_at timestamptz(3) NOT NULL,
    effective_from timestamptz(3) NOT NULL,
    warned_at timestamptz(3),
    breached_at timestamptz(3),
    met_at timestamptz(3),
    level smallint NOT NULL,
    ladder jsonb NOT NULL,
    ladder_stopped boolean NOT NULL,
    pauses jsonb NOT NULL,
    calendar text NOT NULL,
    policy_version integer NOT NULL,
    -- the time of its own next step; guarded by the row lock of the complaint
    step_at timestamptz(3),
    cancelled boolean NOT NULL DEFAULT false,
    PRIMARY KEY (complaint_id, cycle, clock)
  ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
  CREATE INDEX clocks_overdue ON clocks (due_at, complaint_id) WHERE met_at IS NULL;
  CREATE INDEX clocks_step ON clocks (step_at, complaint_id) WHERE step_at IS NOT NULL;

  CREATE TABLE escalations (
    id uuid PRIMARY KEY,
    complaint_id uuid NOT NULL REFERENCES complaints,
    cycle smallint NOT NULL,
    clock text CHECK (clock IN (${clocks})),
    level smallint CHECK (level BETWEEN 1 AND 9),
    reason text NOT NULL,
    at timestamptz(3) NOT NULL,
    acknowledged_at timestamptz(3),
    action text CHECK (action IN ('take_over', 'instruct', 'approve', 'de_escalate')),
    handled_by text,
    closed_at timestamptz(3),
    team text REFERENCES teams,
    note text,
    people jsonb,
    due_at timestamptz(3),
    overdue_at timestamptz(3),
    step_at timestamptz(3),
    CONSTRAINT escalations_level_or_team CHECK ((level IS NULL) <> (team IS NULL))
  );
  -- Each step of a clock once. What comes without one may come again when it is over.
  CREATE UNIQUE INDEX escalations_step_once ON escalations (complaint_id, cycle, clock, level)
    WHERE clock IS NOT NULL;
  CREATE UNIQUE INDEX escalations_open_once ON escalations (complaint_id, level, reason)
    WHERE clock IS NULL AND closed_at IS NULL;
  CREATE INDEX escalations_worklist ON escalations (at, id) WHERE closed_at IS NULL AND acknowledged_at IS NULL;
  CREATE INDEX escalations_worklist_level ON escalations (level, at, id)
    WHERE closed_at IS NULL AND acknowledged_at IS NULL;
  CREATE INDEX escalations_open ON escalations (complaint_id) WHERE closed_at IS NULL;
  CREATE INDEX escalations_management_step ON escalations (step_at, complaint_id) WHERE step_at IS NOT NULL;
  CREATE INDEX escalations_nobody ON escalations (at)
    WHERE closed_at IS NULL AND level IS NOT NULL AND coalesce(people, '[]') = '[]';
  CREATE INDEX escalations_people ON escalations USING gin (people jsonb_path_ops) WHERE closed_at IS NULL;

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
    at timestamptz(3) NOT NULL,
    -- when it reached the customer, and who sent it; null: a standard text that is to be sent
    sent_at timestamptz(3),
    sent_by text,
    CHECK ((sent_at IS NULL) = (sent_by IS NULL)),
    CHECK (outcome IS NOT NULL OR kind IN ('withdrawal', 'duplicate'))
  );
  CREATE INDEX answers_complaint ON answers (complaint_id, cycle);

  -- What is to be sent to the customer, and what became of it.
  CREATE TABLE customer_messages (
    id uuid PRIMARY KEY,
    complaint_id uuid NOT NULL REFERENCES complaints,
    cycle smallint NOT NULL,
    purpose text NOT NULL CHECK (purpose IN ('acknowledgement', 'answer')),
    answer_id uuid REFERENCES answers,
    state text NOT NULL CHECK (state IN ('requested', 'sent', 'failed')),
    at timestamptz(3) NOT NULL,
    reason text,
    CHECK ((answer_id IS NULL) = (purpose = 'acknowledgement'))
  );
  CREATE INDEX customer_messages_complaint ON customer_messages (complaint_id);
  CREATE INDEX customer_messages_answer ON customer_messages (answer_id);

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
  -- What a complaint has to do with others: its links, its original and its duplicates, and what those are linked to.
  CREATE VIEW complaint_links AS
    WITH duplicates AS NOT MATERIALIZED (
      SELECT id, duplicate_of AS of, ended_at AS at,
             coalesce((SELECT a.by FROM answers a WHERE a.complaint_id = c.id AND a.at = c.ended_at LIMIT 1), 'system') AS by
        FROM complaints c WHERE duplicate_of IS NOT NULL)
    SELECT complaint_id, "to", kind, by, at, NULL::uuid AS via FROM links
    UNION ALL SELECT id, of, 'duplicate_of', by, at, NULL FROM duplicates
    UNION ALL SELECT of, id, 'duplicated_by', by, at, NULL FROM duplicates
    UNION ALL SELECT d.of, l."to", l.kind, l.by, l.at, d.id FROM duplicates d JOIN links l ON l.complaint_id = d.id
     WHERE l."to" <> d.of;

  CREATE TABLE history (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    complaint_id uuid NOT NULL,
    version integer NOT NULL,
    at timestamptz(3) NOT NULL,
    actor text NOT NULL,
    key_id uuid,
    -- verified by the key or token; on_behalf_of is only what the client said
    person text,
    on_behalf_of text,
    action text NOT NULL,
    reason text,
    "from" text,
    "to" text,
    before jsonb,
    after jsonb
  );
  CREATE INDEX history_complaint ON history (complaint_id, id);

  REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON history, answers, links FROM complaints_app;
  GRANT UPDATE (channel, sent_at, sent_by) ON answers TO complaints_app;
  REVOKE DELETE, TRUNCATE, TRIGGER, REFERENCES ON complaints, clocks, escalations FROM complaints_app;`;

/**
 * What no code can get around, because the app role does not own it: every complaint that has ended has an answer,
 * answers stay, and the history only grows.
 */
export const guards = `
  CREATE FUNCTION complaints.require_answer() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    -- At the end of the transaction: what counts is where the complaint stands by then.
    IF EXISTS (
      SELECT FROM complaints.complaints c
      WHERE c.id = NEW.id AND c.status IN (${ended}) AND NOT ${isAnswered}
    ) THEN
      RAISE EXCEPTION 'complaint % has ended without an answer', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_has_answer', TABLE = 'complaints';
    END IF;
    RETURN NULL;
  END $$;

  CREATE CONSTRAINT TRIGGER complaint_has_answer
    AFTER INSERT OR UPDATE ON complaints DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status IN (${ended}))
    EXECUTE FUNCTION complaints.require_answer();

  CREATE FUNCTION complaints.keep_answer() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    IF EXISTS (
      SELECT FROM complaints.complaints c
      WHERE c.id = OLD.complaint_id AND c.status IN (${ended}) AND NOT ${isAnswered}
    ) THEN
      RAISE EXCEPTION 'the answer of complaint % cannot go: it has ended', OLD.complaint_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_has_answer', TABLE = 'answers';
    END IF;
    RETURN NULL;
  END $$;

  CREATE CONSTRAINT TRIGGER answer_stays
    AFTER UPDATE OR DELETE ON answers DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION complaints.keep_answer();

  CREATE FUNCTION complaints.refuse_change() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    RAISE EXCEPTION '% only grows', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END $$;

  CREATE TRIGGER history_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON history
    FOR EACH STATEMENT EXECUTE FUNCTION complaints.refuse_change();

  REVOKE ALL ON FUNCTION complaints.require_answer(), complaints.keep_answer(), complaints.refuse_change() FROM PUBLIC;`;
