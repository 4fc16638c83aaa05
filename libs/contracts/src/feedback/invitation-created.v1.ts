import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed } from '../shapes.ts';
import { InvitationFacts, sampleInvitation } from './invitation-facts.ts';

export const InvitationCreated = defineEvent({
  type: 'harken.feedback.invitation-created.v1',
  topic: 'feedback.events',
  subject: 'invitationId',
  summary: 'A customer is invited to answer a survey. The CRM reads the link from GET /v1/programmes/{id}/invitations.',
  schema: Type.Object({ invitation: InvitationFacts }, closed),
  sample: { invitation: sampleInvitation },
});
