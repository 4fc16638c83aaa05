import { EntitySchema } from 'typeorm';
import type { SurveyResponse } from './survey-response.ts';

export const SurveyResponseTable = new EntitySchema<SurveyResponse>({
  name: 'SurveyResponse',
  tableName: 'survey_responses',
  columns: {
    id: { type: 'uuid', primary: true },
    programme: { type: 'text' },
    surveyVersion: { name: 'survey_version', type: 'integer' },
    invitationId: { name: 'invitation_id', type: 'uuid', nullable: true },
    openLink: { name: 'open_link', type: 'text', nullable: true },
    tokenHash: { name: 'token_hash', type: 'bytea', nullable: true },
    language: { type: 'text' },
    answers: { type: 'jsonb' },
    place: { type: 'text', nullable: true },
    startedAt: { name: 'started_at', type: 'timestamptz' },
    changedAt: { name: 'changed_at', type: 'timestamptz' },
    expiresAt: { name: 'expires_at', type: 'timestamptz' },
    sentAt: { name: 'sent_at', type: 'timestamptz', nullable: true },
    feedbackId: { name: 'feedback_id', type: 'uuid', nullable: true },
  },
});
