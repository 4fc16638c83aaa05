import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Facts, cells and the map, each under a generation: docs/decisions/0006-analytics-cells.md. */
export class FactsAndCells1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE generations (
        generation integer PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('current', 'building'))
      );
      CREATE UNIQUE INDEX one_generation_per_state ON generations (state);
      INSERT INTO generations VALUES (1, 'current');

      CREATE TABLE dimension_sets (
        set_id uuid PRIMARY KEY,
        touchpoint text, channel text, segments text[] NOT NULL, tier text, campaign text,
        programme text, pattern text, phase text, language text, method text
      );

      CREATE TABLE score_facts (
        generation integer NOT NULL,
        feedback_id uuid NOT NULL,
        metric text NOT NULL,
        scale text NOT NULL,
        occurred_at timestamptz NOT NULL,
        set_id uuid NOT NULL,
        value numeric NOT NULL,
        PRIMARY KEY (generation, feedback_id, metric, scale)
      );
      CREATE INDEX score_facts_in_time ON score_facts (generation, metric, occurred_at);

      CREATE TABLE score_cells (
        generation integer NOT NULL,
        metric text NOT NULL,
        granularity text NOT NULL CHECK (granularity IN ('hour', 'day', 'month')),
        bucket timestamptz NOT NULL,
        scale text NOT NULL,
        set_id uuid NOT NULL,
        n bigint NOT NULL,
        sum numeric NOT NULL,
        sum_of_squares numeric NOT NULL,
        promoters bigint NOT NULL,
        detractors bigint NOT NULL,
        satisfied bigint NOT NULL,
        PRIMARY KEY (generation, metric, granularity, bucket, scale, set_id)
      ) WITH (fillfactor = 80);

      CREATE TABLE complaint_facts (
        generation integer NOT NULL,
        complaint_id uuid NOT NULL,
        record jsonb NOT NULL,
        opened_at timestamptz NOT NULL,
        touchpoint text, channel text, category text, severity text NOT NULL, team text NOT NULL,
        tier text, segments text[] NOT NULL, campaign text, status text NOT NULL,
        answered boolean NOT NULL,
        resolved boolean NOT NULL,
        acknowledge_ms bigint,
        first_answer_ms bigint,
        resolve_ms bigint,
        breaches_acknowledge smallint NOT NULL,
        breaches_first_response smallint NOT NULL,
        breaches_resolution smallint NOT NULL,
        escalations smallint[] NOT NULL CHECK (cardinality(escalations) = 9),
        highest_level smallint NOT NULL,
        straight_to_management boolean NOT NULL,
        reopens smallint NOT NULL,
        PRIMARY KEY (generation, complaint_id)
      ) WITH (fillfactor = 80);
      CREATE INDEX complaint_facts_in_time ON complaint_facts (generation, opened_at);

      CREATE TABLE journeys (
        generation integer NOT NULL,
        journey text NOT NULL,
        version integer NOT NULL,
        PRIMARY KEY (generation, journey)
      );
      CREATE TABLE journey_touchpoints (
        generation integer NOT NULL,
        journey text NOT NULL,
        touchpoint text NOT NULL,
        stage text NOT NULL,
        team text,
        PRIMARY KEY (generation, touchpoint, journey, stage)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE journey_touchpoints, journeys, complaint_facts, score_cells, score_facts, dimension_sets, generations',
    );
  }
}
