import { EntitySchema } from 'typeorm';
import type { Invitation } from './invitation.ts';

export const InvitationTable = new EntitySchema<Invitation>({
  name: 'Invitation',
  tableName: 'invitations',
  columns: {
    id: { type: 'uuid', primary: true },
    programme: { type: 'text' },
    surveyVersion: { name: 'survey_version', type: 'integer' },
    customerId: { name: 'customer_id', type: 'uuid' },
    status: { type: 'text' },
    language: { type: 'text' },
    touchpoint: { type: 'text', nullable: true },
    context: { type: 'jsonb' },
    interactionId: { name: 'interaction_id', type: 'uuid', nullable: true },
    complaintId: { name: 'complaint_id', type: 'uuid', nullable: true },
    segments: { type: 'text', array: true },
    tier: { type: 'text', nullable: true },
    stage: { type: 'text', nullable: true },
    customerLanguage: { name: 'customer_language', type: 'text', nullable: true },
    messageId: { name: 'message_id', type: 'uuid' },
    reminders: { type: 'integer' },
    remindAt: { name: 'remind_at', type: 'timestamptz', nullable: true },
    invitedAt: { name: 'invited_at', type: 'timestamptz' },
    expiresAt: { name: 'expires_at', type: 'timestamptz' },
    openedAt: { name: 'opened_at', type: 'timestamptz', nullable: true },
    startedAt: { name: 'started_at', type: 'timestamptz', nullable: true },
    answeredAt: { name: 'answered_at', type: 'timestamptz', nullable: true },
    feedbackId: { name: 'feedback_id', type: 'uuid', nullable: true },
  },
});
