import type { MigrationInterface, QueryRunner } from 'typeorm';
import { problemTables } from './problem-tables.ts';

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
    weight double precision CHECK (weight >= 0),
    actions json NOT NULL,
    factor_weights json NOT NULL,
    position int NOT NULL
  );
  CREATE INDEX touchpoints_lineage ON touchpoints USING gin (lineage);
  CREATE INDEX touchpoints_journey ON touchpoints (journey_id, position)`;

const standards = `
  CREATE TABLE standards (
    id text PRIMARY KEY,
    version int NOT NULL,
    touchpoint text NOT NULL,
    metric text NOT NULL,
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
  )`;

const monitors = `
  CREATE TABLE monitors (
    id text PRIMARY KEY,
    version int NOT NULL,
    touchpoint text NOT NULL,
    metric text,
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
    due_at timestamptz
  ) WITH (fillfactor = 50);
  CREATE INDEX monitors_due ON monitors (due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX monitors_touchpoint ON monitors (touchpoint);
  CREATE INDEX monitors_standard ON monitors (standard_id);
  CREATE TABLE dirty_monitors (monitor_id text NOT NULL);
  CREATE INDEX dirty_monitors_monitor ON dirty_monitors (monitor_id)`;

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
  CREATE INDEX alerts_touchpoint ON alerts (touchpoint, id)`;

const measurements = `
  CREATE TABLE measurements (
    touchpoint text NOT NULL,
    metric text NOT NULL,
    width int NOT NULL,
    bucket timestamptz NOT NULL,
    n bigint NOT NULL,
    sum double precision NOT NULL,
    sum_of_squares double precision NOT NULL,
    promoters bigint NOT NULL,
    detractors bigint NOT NULL,
    satisfied bigint NOT NULL,
    PRIMARY KEY (touchpoint, metric, width, bucket)
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
    for (const room of [map, standards, monitors, alerts, measurements, problemTables]) await runner.query(room);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW problem_cell;
      DROP TABLE cause_list, problem_answers, problem_messages, merged_customers, poor_feedback, counted_complaints, problem_history, problems,
        upkeep, activity, measurements, alerts, dirty_monitors, monitors, standard_versions, standards,
        touchpoints, journey_versions, journeys`);
  }
}
