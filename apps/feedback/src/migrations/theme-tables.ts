import { documentTable } from '@harken/service';

export const themes = `
  ${documentTable('theme_lists', { appRole: 'feedback_app' })}
  -- What the text of each feedback speaks of; without a theme: the text reader was unsure.
  CREATE TABLE feedback_themes (
    feedback_id  uuid NOT NULL,
    theme        text,
    found_by     text CHECK (found_by IN ('words', 'examples')),
    score        double precision,
    occurred_at  timestamptz NOT NULL,
    UNIQUE NULLS NOT DISTINCT (feedback_id, theme),
    CHECK ((theme IS NULL) = (found_by IS NULL))
  );
  CREATE INDEX feedback_of_theme ON feedback_themes (theme, occurred_at, feedback_id);
  -- How far feedback has been read again for the newest list.
  CREATE TABLE theme_reassignment (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    version    integer NOT NULL,
    due_at     timestamptz NOT NULL,
    before_id  uuid
  );`;
