import { readyMappings } from '@harken/row-files';
import { documentTable, firstVersions } from '@harken/service';

export const imports = `
  -- Rows of a file that was sent, in chunks, so that any replica can go on with it.
  CREATE TABLE import_files (
    id          uuid PRIMARY KEY,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp()
  );
  CREATE TABLE import_chunks (
    file_id   uuid NOT NULL REFERENCES import_files ON DELETE CASCADE,
    position  integer NOT NULL,
    bytes     bytea NOT NULL,
    PRIMARY KEY (file_id, position)
  );
  ALTER TABLE import_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;
  CREATE TABLE import_jobs (
    id               uuid PRIMARY KEY,
    kind             text NOT NULL CHECK (kind IN ('customers', 'interactions', 'feedback')),
    state            text NOT NULL
                     CHECK (state IN ('waiting', 'running', 'paused', 'completed', 'cancelled', 'failed')),
    waiting_for      text CHECK (waiting_for IS NULL OR (waiting_for = 'encoding' AND state = 'paused')),
    file_id          uuid NOT NULL,
    file_name        text NOT NULL,
    bytes            bigint NOT NULL,
    digest           text NOT NULL,
    format           text,
    encoding         text,
    certainty        text,
    delimiter        text,
    language         text,
    mapping          jsonb,
    source           text NOT NULL,
    dry_run          boolean NOT NULL,
    columns          jsonb,
    sample           jsonb NOT NULL DEFAULT '[]',
    inspected        boolean NOT NULL DEFAULT false,
    -- The position in the file: it moves in the transaction of the rows.
    rows_read        bigint NOT NULL DEFAULT 0,
    rows_accepted    bigint NOT NULL DEFAULT 0,
    rows_duplicates  bigint NOT NULL DEFAULT 0,
    rows_rejected    bigint NOT NULL DEFAULT 0,
    problem          jsonb,
    lease_id         uuid,
    lease_until      timestamptz,
    created_at       timestamptz NOT NULL DEFAULT date_trunc('milliseconds', clock_timestamp()),
    created_by       text NOT NULL,
    started_at       timestamptz,
    ended_at         timestamptz,
    CHECK (rows_read = rows_accepted + rows_duplicates + rows_rejected),
    CHECK ((ended_at IS NULL) = (state IN ('waiting', 'running', 'paused')))
  );
  CREATE INDEX import_jobs_to_do ON import_jobs (created_at) WHERE state IN ('waiting', 'running');
  CREATE TABLE import_errors (
    import_id   uuid NOT NULL REFERENCES import_jobs ON DELETE CASCADE,
    row_number  bigint NOT NULL,
    line        bigint NOT NULL,
    code        text NOT NULL,
    pointer     text NOT NULL,
    detail      text NOT NULL,
    original    jsonb NOT NULL,
    PRIMARY KEY (import_id, row_number)
  );
  ${documentTable('import_mappings', { appRole: 'feedback_app', keyed: true })}
  ${firstVersions('import_mappings', readyMappings)}`;
