export const openLinks = `
  CREATE TABLE open_links (
    id         text PRIMARY KEY,
    slug       text NOT NULL UNIQUE,
    programme  text NOT NULL,
    touchpoint text,
    channel    text,
    phase      text CHECK (phase IN ('before', 'during', 'after')),
    campaign   text,
    product    text,
    location   text,
    active     boolean NOT NULL,
    version    integer NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text NOT NULL
  );`;

export const answers = `
  CREATE TABLE survey_responses (
    id             uuid PRIMARY KEY,
    programme      text NOT NULL,
    survey_version integer NOT NULL,
    invitation_id  uuid UNIQUE,
    open_link      text,
    -- SHA-256 of the token of somebody who came by an open link.
    token_hash     bytea UNIQUE,
    language       text NOT NULL,
    answers        jsonb NOT NULL,
    place          text,
    started_at     timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    sent_at        timestamptz,
    feedback_id    uuid,
    CHECK ((invitation_id IS NULL) <> (open_link IS NULL)),
    CHECK ((open_link IS NULL) = (token_hash IS NULL)),
    CHECK ((sent_at IS NULL) = (feedback_id IS NULL))
  );
  CREATE INDEX survey_responses_of_programme ON survey_responses (programme, sent_at, id) WHERE sent_at IS NOT NULL;
  CREATE INDEX survey_responses_unsent ON survey_responses (expires_at) WHERE sent_at IS NULL;`;
