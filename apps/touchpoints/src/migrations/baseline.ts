import { documentTable } from '@harken/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { problemTables } from './problem-tables.ts';

const appRole = 'touchpoints_app';

// `json`, not `jsonb`: a map is given back in the order it was written.
const map = `
  CREATE TABLE journeys (
    id text PRIMARY KEY,
    latest_version int NOT NULL,
    current_version int
  );
  CREATE TABLE journey_versions (
    journey_id text NOT NULL REFERENCES journeys,
    version int NOT NULL,
    journey json NOT NULL,
    effective_from timestamptz NOT NULL,
    published_at timestamptz NOT NULL,
    published_by text NOT NULL,
    due_at timestamptz,
    PRIMARY KEY (journey_id, version)
  );
  CREATE INDEX journey_versions_due ON journey_versions (due_at) WHERE due_at IS NOT NULL;
  CREATE TABLE touchpoints (
    id text PRIMARY KEY,
    journey_id text NOT NULL REFERENCES journeys,
    name text NOT NULL,
    path text[] NOT NULL,
    lineage text[] NOT NULL,
    stage text NOT NULL,
    phase text NOT NULL,
    channel text,
    team text,
    owner text,
    department text,
    weight double precision CHECK (weight >= 0),
    segment_weights json NOT NULL,
    actions json NOT NULL,
    factor_weights json NOT NULL,
    position int NOT NULL
  );
  CREATE INDEX touchpoints_lineage ON touchpoints USING gin (lineage);
  CREATE INDEX touchpoints_journey ON touchpoints (journey_id, position);
  CREATE TABLE touchpoint_aliases (
    alias text PRIMARY KEY,
    touchpoint text NOT NULL,
    renamed_at timestamptz NOT NULL,
    renamed_by text NOT NULL
  )`;

const standards = `
  CREATE TABLE standards (
    id text PRIMARY KEY,
    version int NOT NULL,
    touchpoint text NOT NULL,
    metric text NOT NULL,
    segment text,
    comparator text NOT NULL CHECK (comparator IN ('>=', '<=')),
    target double precision NOT NULL,
    time_window text NOT NULL,
    minimum_sample int NOT NULL CHECK (minimum_sample >= 1),
    owner text NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text NOT NULL
  );
  CREATE INDEX standards_touchpoint ON standards (touchpoint);
  CREATE TABLE standard_versions (
    id text NOT NULL,
    recorded_at timestamptz NOT NULL,
    version int NOT NULL,
    content jsonb,
    changed_by text NOT NULL,
    PRIMARY KEY (id, version)
  );
  CREATE TABLE standard_proposals (
    id uuid PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('proposed', 'adopted')),
    version int NOT NULL,
    content json NOT NULL,
    basis text NOT NULL,
    evidence json NOT NULL,
    data_from timestamptz NOT NULL,
    data_to timestamptz NOT NULL,
    proposed_at timestamptz NOT NULL,
    proposed_by text NOT NULL,
    adopted_at timestamptz,
    adopted_by text,
    standard_id text,
    CHECK ((state = 'adopted') = (standard_id IS NOT NULL))
  );
  CREATE TABLE observed_actions (
    feedback_id uuid NOT NULL,
    touchpoint text NOT NULL,
    action text NOT NULL,
    done boolean NOT NULL,
    employee text,
    occurred_at timestamptz NOT NULL,
    PRIMARY KEY (feedback_id, action)
  );
  CREATE INDEX observed_actions_touchpoint ON observed_actions (touchpoint, occurred_at)`;

const monitors = `
  CREATE TABLE monitors (
    id text PRIMARY KEY,
    version int NOT NULL,
    touchpoint text NOT NULL,
    metric text,
    segment text,
    method text NOT NULL,
    standard_id text REFERENCES standards,
    parameters jsonb NOT NULL,
    severity text NOT NULL,
    for_duration text,
    keep_firing_for text,
    watching_since timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text NOT NULL,
    judgement jsonb,
    judged_at timestamptz,
    due_at timestamptz,
    watch jsonb
  ) WITH (fillfactor = 50);
  CREATE INDEX monitors_due ON monitors (due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX monitors_touchpoint ON monitors (touchpoint);
  CREATE INDEX monitors_standard ON monitors (standard_id);
  CREATE TABLE dirty_monitors (monitor_id text NOT NULL);
  CREATE INDEX dirty_monitors_monitor ON dirty_monitors (monitor_id);
  CREATE TABLE monitor_slots (
    monitor_id text NOT NULL REFERENCES monitors ON DELETE CASCADE,
    at timestamptz NOT NULL,
    baseline_version int NOT NULL,
    n double precision NOT NULL,
    value double precision,
    centre double precision NOT NULL,
    low double precision NOT NULL,
    high double precision NOT NULL,
    signal text CHECK (signal IN ('alarm', 'on')),
    in_control boolean NOT NULL,
    PRIMARY KEY (monitor_id, at)
  );
  CREATE INDEX monitor_slots_alarmed ON monitor_slots (monitor_id) WHERE NOT in_control;
  CREATE TABLE monitor_baselines (
    monitor_id text NOT NULL REFERENCES monitors ON DELETE CASCADE,
    version int NOT NULL,
    content jsonb NOT NULL,
    PRIMARY KEY (monitor_id, version)
  );
  CREATE TABLE promise_allotment (
    id boolean PRIMARY KEY DEFAULT true CHECK (id),
    monitors int NOT NULL,
    every_days double precision NOT NULL,
    moved_at timestamptz NOT NULL,
    due_at timestamptz
  );
  INSERT INTO promise_allotment VALUES (true, 0, 1096, '-infinity', NULL);
  ${documentTable('monitoring_promises', { appRole })}`;

const alerts = `
  CREATE TABLE alerts (
    id uuid PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('pending', 'firing', 'acknowledged', 'resolved')),
    version int NOT NULL,
    monitor_id text NOT NULL,
    standard_id text,
    touchpoint text NOT NULL,
    journey_id text,
    stage text,
    team text,
    owner text,
    metric text,
    method text NOT NULL,
    severity text NOT NULL,
    since timestamptz NOT NULL,
    fired_at timestamptz,
    acknowledged_at timestamptz,
    acknowledged_by text,
    note text,
    cleared_at timestamptz,
    resolved_at timestamptz,
    resolution text,
    suppressed_by jsonb,
    reviewed_at timestamptz,
    announced_at timestamptz,
    notified_at timestamptz,
    escalated_at timestamptz,
    escalated_to text,
    evidence jsonb NOT NULL,
    CHECK ((state = 'resolved') = (resolved_at IS NOT NULL)),
    CHECK ((state = 'resolved') = (resolution IS NOT NULL)),
    CHECK (state NOT IN ('firing', 'acknowledged') OR fired_at IS NOT NULL),
    CHECK (state <> 'pending' OR (fired_at IS NULL AND cleared_at IS NULL)),
    CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL)),
    CHECK (CASE state WHEN 'acknowledged' THEN acknowledged_at IS NOT NULL
                      WHEN 'resolved' THEN true
                      ELSE acknowledged_at IS NULL END)
  );
  CREATE UNIQUE INDEX alerts_one_open_per_monitor ON alerts (monitor_id) WHERE state <> 'resolved';
  CREATE INDEX alerts_touchpoint ON alerts (touchpoint, id);
  CREATE INDEX alerts_fired ON alerts (monitor_id) WHERE state IN ('firing', 'acknowledged');
  CREATE TABLE alert_reviews (due_at timestamptz NOT NULL);
  CREATE INDEX alert_reviews_due ON alert_reviews (due_at);
  CREATE TABLE staff (person text PRIMARY KEY, deputy text, teams text[] NOT NULL);
  ${documentTable('alert_policies', { appRole })}`;

const silences = `
  CREATE TABLE silences (
    id text PRIMARY KEY,
    version int NOT NULL,
    matchers jsonb NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
    comment text NOT NULL,
    author text NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE INDEX silences_end ON silences (ends_at)`;

const measurements = `
  CREATE TABLE measurements (
    touchpoint text NOT NULL,
    metric text NOT NULL,
    segment text NOT NULL,
    width int NOT NULL,
    bucket timestamptz NOT NULL,
    arrived timestamptz NOT NULL,
    history boolean NOT NULL,
    n bigint NOT NULL,
    sum double precision NOT NULL,
    sum_of_squares double precision NOT NULL,
    promoters bigint NOT NULL,
    detractors bigint NOT NULL,
    satisfied bigint NOT NULL,
    PRIMARY KEY (touchpoint, metric, segment, width, bucket, arrived, history)
  ) WITH (fillfactor = 70);
  CREATE INDEX measurements_age ON measurements (width, bucket);
  CREATE TABLE activity (
    touchpoint text PRIMARY KEY,
    events bigint NOT NULL,
    last_event_id uuid NOT NULL,
    last_seen_at timestamptz NOT NULL
  ) WITH (fillfactor = 50);
  CREATE TABLE upkeep (
    task text PRIMARY KEY,
    due_at timestamptz NOT NULL
  );
  INSERT INTO upkeep VALUES ('measurements', now())`;

export class TouchpointsBaseline1796083200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const room of [map, standards, monitors, alerts, silences, measurements, problemTables])
      await runner.query(room);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW problem_cell;
      DROP TABLE cause_list, problem_answers, problem_messages, merged_customers, poor_feedback, counted_complaints, problem_history, problems,
        upkeep, activity, measurements, silences, alert_policies, staff, alert_reviews, alerts, promise_allotment,
        monitoring_promises, monitor_baselines, monitor_slots, dirty_monitors, monitors, observed_actions,
        standard_proposals, standard_versions, standards, touchpoint_aliases, touchpoints, journey_versions, journeys`);
  }
}
