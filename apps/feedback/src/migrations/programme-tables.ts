import { documentTable } from '@harken/service';

const versions = documentTable('programme_versions', { appRole: 'feedback_app', keyed: true });

export const programmes = `${versions}
  CREATE TABLE programmes (
    id                text PRIMARY KEY,
    status            text NOT NULL CHECK (status IN ('draft', 'running', 'paused', 'ended')),
    -- The version that holds: where it differs from the newest publication, that is a bug.
    version           integer NOT NULL,
    trigger           text NOT NULL,
    interaction_types text[] NOT NULL,
    delay             interval NOT NULL,
    started_at        timestamptz,
    ended_at          timestamptz,
    ends_at           timestamptz,
    -- The run that is due next or in progress, and the last customer it has come to.
    run_at            timestamptz,
    run_after         uuid,
    CHECK ((status = 'ended') = (ended_at IS NOT NULL))
  );
  CREATE INDEX programmes_due ON programmes (run_at) WHERE run_at IS NOT NULL AND status = 'running';`;

export const invitations = `
  CREATE TABLE candidates (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme      text NOT NULL,
    customer_id    uuid NOT NULL,
    -- What the customer may be asked about, once: an interaction, a complaint's end, a run of the calendar.
    occasion       text NOT NULL,
    interaction_id uuid,
    complaint_id   uuid,
    touchpoint     text,
    context        jsonb NOT NULL DEFAULT '{}',
    due_at         timestamptz NOT NULL,
    decided_at     timestamptz,
    decision       text,
    details        jsonb,
    invitation_id  uuid,
    UNIQUE (programme, customer_id, occasion),
    CHECK ((decided_at IS NULL) = (decision IS NULL)),
    CHECK ((invitation_id IS NOT NULL) = (decision IS NOT NULL AND decision = 'invited'))
  );
  CREATE INDEX candidates_due ON candidates (due_at, id) WHERE decided_at IS NULL;
  CREATE INDEX candidates_decided ON candidates (programme, decision, id) WHERE decided_at IS NOT NULL;

  CREATE TABLE invitations (
    id             uuid PRIMARY KEY,
    programme      text NOT NULL,
    survey_version integer NOT NULL,
    customer_id    uuid NOT NULL,
    status         text NOT NULL CHECK (status IN ('invited', 'opened', 'started', 'answered', 'expired', 'bounced')),
    language       text NOT NULL,
    touchpoint     text,
    context        jsonb NOT NULL,
    interaction_id uuid,
    complaint_id   uuid,
    segments       text[] NOT NULL,
    tier           text,
    stage          text,
    customer_language text,
    message_id     uuid NOT NULL UNIQUE,
    reminders      integer NOT NULL,
    remind_at      timestamptz,
    invited_at     timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    opened_at      timestamptz,
    started_at     timestamptz,
    answered_at    timestamptz,
    feedback_id    uuid,
    CHECK (expires_at > invited_at),
    CHECK ((status = 'answered') = (answered_at IS NOT NULL)),
    CHECK ((answered_at IS NULL) = (feedback_id IS NULL))
  );
  CREATE INDEX invitations_of_programme ON invitations (programme, invited_at, id);
  CREATE INDEX invitations_of_customer ON invitations (customer_id, invited_at);
  CREATE INDEX invitations_expiring ON invitations (expires_at) WHERE status IN ('invited', 'opened', 'started');
  CREATE INDEX invitations_reminded ON invitations (remind_at) WHERE remind_at IS NOT NULL;

  -- Signs the links. Whoever may read it may read every answer anyway, so it is no setting.
  CREATE TABLE invitation_keys (id smallint PRIMARY KEY CHECK (id = 1), key bytea NOT NULL);
  INSERT INTO invitation_keys VALUES (1, sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea));
  REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON invitation_keys FROM feedback_app;`;
