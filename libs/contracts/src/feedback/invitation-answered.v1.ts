import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, time, uuid } from '../shapes.ts';
import { InvitationFacts, sampleInvitation } from './invitation-facts.ts';

export const InvitationAnswered = defineEvent({
  type: 'harken.feedback.invitation-answered.v1',
  topic: 'feedback.events',
  subject: 'invitationId',
  summary: 'The survey of an invitation was answered; its link is used up.',
  schema: Type.Object({ invitation: InvitationFacts, feedbackId: uuid(), answeredAt: time() }, closed),
  sample: {
    invitation: sampleInvitation,
    feedbackId: '01926f3a-7c1e-7b54-9d0e-000000000002',
    answeredAt: '2026-03-04T18:02:00.000Z',
  },
});
