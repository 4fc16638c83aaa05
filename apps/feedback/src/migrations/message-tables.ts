import { documentTable, firstVersions } from '@harken/service';
import { shippedTemplates } from '../messages/shipped-templates.ts';

export const messages = `
  CREATE TABLE customer_messages (
    id            uuid PRIMARY KEY,
    customer_id   uuid NOT NULL,
    purpose       text NOT NULL
                  CHECK (purpose IN ('acknowledgement', 'answer', 'invitation', 'reminder', 'you_said_we_did')),
    language      text,
    complaint_id  uuid,
    problem_id    uuid,
    programme     text,
    parameters    jsonb NOT NULL,
    sender        text CHECK (sender IN ('crm', 'email')),
    state         text NOT NULL CHECK (state IN ('requested', 'sent', 'failed')),
    channel       text,
    reason        text,
    attempts      integer NOT NULL,
    requested_at  timestamptz NOT NULL,
    due_at        timestamptz,
    sending_since timestamptz,
    sent_at       timestamptz,
    failed_at     timestamptz,
    CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
    CHECK ((state = 'failed') = (failed_at IS NOT NULL AND reason IS NOT NULL)),
    CHECK (state = 'requested' OR due_at IS NULL)
  );
  CREATE INDEX customer_messages_due ON customer_messages (due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX customer_messages_by_time ON customer_messages (requested_at, id);
  CREATE INDEX customer_messages_of_customer ON customer_messages (customer_id, requested_at, id);
  ${documentTable('message_templates', { appRole: 'feedback_app', keyed: true })}
  ${firstVersions('message_templates', shippedTemplates)}`;
