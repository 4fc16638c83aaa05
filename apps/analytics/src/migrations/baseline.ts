import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropValueTables, valueTables } from './value-tables.ts';

// Facts, cells and the map, each under a generation: docs/decisions/0006-analytics-cells.md.
const generations = `
  CREATE TABLE generations (
    generation integer PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('current', 'building')),
    -- In which the days and months of its cells are cut.
    timezone text NOT NULL
  );
  CREATE UNIQUE INDEX one_generation_per_state ON generations (state);
  INSERT INTO generations VALUES (1, 'current', 'UTC');`;

const journeys = `
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
  );`;

const scoreSums = `n bigint NOT NULL,
    sum numeric NOT NULL,
    sum_of_squares numeric NOT NULL,
    promoters bigint NOT NULL,
    detractors bigint NOT NULL,
    satisfied bigint NOT NULL`;

const scores = `
  CREATE TABLE dimension_sets (
    set_id uuid PRIMARY KEY,
    touchpoint text,
    channel text,
    segments text[] NOT NULL,
    tier text,
    campaign text,
    programme text,
    pattern text,
    phase text,
    language text,
    method text,
    with_product boolean NOT NULL,
    with_location boolean NOT NULL
  );
  CREATE TABLE score_facts (
    generation integer NOT NULL,
    feedback_id uuid NOT NULL,
    metric text NOT NULL,
    scale text NOT NULL,
    occurred_at timestamptz NOT NULL,
    set_id uuid NOT NULL,
    product text,
    location text,
    value numeric NOT NULL,
    PRIMARY KEY (generation, feedback_id, metric, scale)
  );
  -- The newest version known of feedback that was corrected.
  CREATE TABLE feedback_corrections (
    generation integer NOT NULL,
    feedback_id uuid NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (generation, feedback_id)
  );
  CREATE INDEX score_facts_in_time ON score_facts (generation, metric, occurred_at);
  CREATE TABLE score_cells (
    generation integer NOT NULL,
    metric text NOT NULL,
    granularity text NOT NULL CHECK (granularity IN ('hour', 'day', 'month')),
    bucket timestamptz NOT NULL,
    scale text NOT NULL,
    set_id uuid NOT NULL,
    ${scoreSums},
    PRIMARY KEY (generation, metric, granularity, bucket, scale, set_id)
  ) WITH (fillfactor = 80);
  -- By product and location, of one in the order of time: docs/decisions/0017-cells-of-product-and-location.md.
  CREATE TABLE score_family_cells (
    generation integer NOT NULL,
    family text NOT NULL,
    metric text NOT NULL,
    granularity text NOT NULL CHECK (granularity IN ('day', 'month')),
    bucket timestamptz NOT NULL,
    first text COLLATE "C" NOT NULL,
    second text COLLATE "C" NOT NULL,
    scale text NOT NULL,
    ${scoreSums},
    PRIMARY KEY (generation, family, metric, granularity, first, bucket, second, scale)
  ) WITH (fillfactor = 80);
  -- Without this the planner expects the months of a family to be as many as its days.
  CREATE STATISTICS score_families (mcv) ON family, metric, granularity FROM score_family_cells;`;

const themes = `
  -- The newest themes of each text; what they count as stands among the facts and cells of scores.
  CREATE TABLE theme_assignments (
    generation integer NOT NULL,
    feedback_id uuid NOT NULL,
    feedback_version integer NOT NULL,
    at timestamptz NOT NULL,
    themes jsonb NOT NULL,
    unsure boolean NOT NULL,
    PRIMARY KEY (generation, feedback_id)
  );
  CREATE TABLE themes (
    generation integer NOT NULL,
    theme text COLLATE "C" NOT NULL,
    PRIMARY KEY (generation, theme)
  );`;
const factorMeasures = ['experience', 'expectation', 'importance', 'ideal']
  .map(
    (measure) => `n_${measure} bigint NOT NULL, sum_${measure} numeric NOT NULL, squares_${measure} numeric NOT NULL,`,
  )
  .join('\n    ');

// What people say about factors, of all voices, and its sums.
const factors = `
  CREATE TABLE factor_sets (
    set_id uuid PRIMARY KEY,
    voice text NOT NULL,
    touchpoint text,
    segments text[] NOT NULL,
    customer_stage text,
    factor text NOT NULL,
    scale text NOT NULL,
    outcome text NOT NULL
  );
  CREATE TABLE factor_answer (
    generation integer NOT NULL,
    feedback_id uuid NOT NULL,
    version integer NOT NULL,
    factor text NOT NULL,
    set_id uuid NOT NULL,
    occurred_at timestamptz NOT NULL,
    customer_id uuid,
    customer_slice smallint,
    experience numeric,
    expectation numeric,
    importance numeric,
    ideal numeric,
    outcome_value numeric,
    PRIMARY KEY (generation, feedback_id, factor)
  );
  CREATE INDEX factor_answer_in_time ON factor_answer (generation, occurred_at);
  -- Some slices are a sample of customers.
  CREATE INDEX factor_answer_of_customers ON factor_answer (generation, customer_slice) WHERE customer_slice IS NOT NULL;
  CREATE TABLE factor_cells (
    generation integer NOT NULL,
    granularity text NOT NULL CHECK (granularity IN ('day', 'month')),
    bucket timestamptz NOT NULL,
    set_id uuid NOT NULL,
    n bigint NOT NULL,
    ${factorMeasures}
    sum_outcome numeric NOT NULL,
    squares_outcome numeric NOT NULL,
    products numeric NOT NULL,
    PRIMARY KEY (generation, granularity, bucket, set_id)
  ) WITH (fillfactor = 80);`;

/** What figures count of a complaint. Changes of it wait in `complaint_changes` until they are rolled up. */
const countedColumns = {
  opened_at: 'timestamptz NOT NULL',
  touchpoint: 'text',
  channel: 'text',
  category: 'text',
  severity: 'text NOT NULL',
  team: 'text NOT NULL',
  tier: 'text',
  segments: 'text[] NOT NULL',
  campaign: 'text',
  product: 'text',
  location: 'text',
  status: 'text NOT NULL',
  answered: 'boolean NOT NULL',
  resolved: 'boolean NOT NULL',
  acknowledge_ms: 'bigint',
  first_answer_ms: 'bigint',
  resolve_ms: 'bigint',
  breaches_acknowledge: 'smallint NOT NULL',
  breaches_first_response: 'smallint NOT NULL',
  breaches_resolution: 'smallint NOT NULL',
  breaches_next_response: 'smallint NOT NULL',
  breaches_progress_update: 'smallint NOT NULL',
  breaches_first_resolution: 'smallint NOT NULL',
  breaches_regulatory: 'smallint NOT NULL',
  escalations: 'smallint[] NOT NULL CHECK (cardinality(escalations) = 9)',
  highest_level: 'smallint NOT NULL',
  straight_to_management: 'boolean NOT NULL',
  reopens: 'smallint NOT NULL',
  compensations: 'smallint NOT NULL',
  // currency -> { minor, count }
  spent: 'jsonb',
  handling_rated: 'smallint NOT NULL',
  handling_satisfied: 'smallint NOT NULL',
};
const declared = Object.entries(countedColumns)
  .map(([column, type]) => `${column} ${type}`)
  .join(',\n    ');
const counted = Object.keys(countedColumns).join(', ');
const of = (row: string) =>
  Object.keys(countedColumns)
    .map((column) => `${row}.${column}`)
    .join(', ');

const complaintFacts = `
  CREATE TABLE complaint_facts (
    generation integer NOT NULL,
    complaint_id uuid NOT NULL,
    record jsonb NOT NULL,
    ${declared},
    PRIMARY KEY (generation, complaint_id)
  ) WITH (fillfactor = 80);
  CREATE INDEX complaint_facts_in_time ON complaint_facts (generation, opened_at);
  CREATE INDEX complaint_facts_spent ON complaint_facts (generation, opened_at) WHERE spent IS NOT NULL;`;

const complaintCells = `
  CREATE TABLE complaint_changes (
    generation integer NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    sign smallint NOT NULL CHECK (sign IN (-1, 1)),
    ${declared},
    PRIMARY KEY (generation, id)
  ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000,
          autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0);

  CREATE TABLE complaint_cells (
    generation integer NOT NULL,
    family text NOT NULL,
    granularity text NOT NULL CHECK (granularity IN ('day', 'month')),
    bucket timestamptz NOT NULL,
    first text COLLATE "C" NOT NULL,
    second text COLLATE "C" NOT NULL,
    n bigint NOT NULL,
    vector bytea NOT NULL,
    PRIMARY KEY (generation, family, granularity, bucket, first, second)
  ) WITH (fillfactor = 80);

  -- Times in steps of 4 %, in the database alone, so that what is added can be taken away again to the bit.
  CREATE FUNCTION duration_bucket(ms bigint) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ms <= 1 THEN 0 WHEN ms > 1 THEN least(ceil(25 * ln(ms::double precision)), 799) END::smallint;

  CREATE FUNCTION note_new_complaints() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
  BEGIN
    INSERT INTO complaint_changes (generation, sign, ${counted}) SELECT n.generation, 1, ${of('n')} FROM new_rows n;
    RETURN NULL;
  END $$;

  -- The plan is made for the first batch and kept: without this it might be one for few rows.
  CREATE FUNCTION note_changed_complaints() RETURNS trigger LANGUAGE plpgsql
    SET search_path FROM CURRENT SET enable_nestloop = off AS $$
  BEGIN
    INSERT INTO complaint_changes (generation, sign, ${counted})
    SELECT change.*
      FROM old_rows o JOIN new_rows n USING (generation, complaint_id)
     CROSS JOIN LATERAL (VALUES (o.generation, -1, ${of('o')}), (n.generation, 1, ${of('n')})) AS change
     WHERE (${of('o')}) IS DISTINCT FROM (${of('n')});
    RETURN NULL;
  END $$;

  CREATE TRIGGER note_new AFTER INSERT ON complaint_facts
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_new_complaints();
  CREATE TRIGGER note_changed AFTER UPDATE ON complaint_facts
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changed_complaints();`;

export class AnalyticsBaseline1796083200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const room of [generations, journeys, scores, themes, factors, complaintFacts, complaintCells, ...valueTables])
      await runner.query(room);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropValueTables);
    await runner.query(`
      DROP TABLE complaint_cells, complaint_changes, complaint_facts, themes, theme_assignments, score_family_cells, score_cells, score_facts, feedback_corrections, dimension_sets,
        factor_cells, factor_answer, factor_sets,
        journey_touchpoints, journeys, generations;
      DROP FUNCTION note_new_complaints, note_changed_complaints, duration_bucket`);
  }
}
