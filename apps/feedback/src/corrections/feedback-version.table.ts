import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import type { FeedbackVersion } from './feedback-version.ts';

const columns = {
  feedbackId: { name: 'feedback_id', type: 'uuid', primary: true },
  version: { type: 'integer', primary: true },
  content: { type: 'jsonb' },
  correction: { type: 'text' },
  reason: { type: 'text', nullable: true },
  actor: { type: 'text' },
  onBehalfOf: { name: 'on_behalf_of', type: 'text', nullable: true },
  at: { type: 'timestamptz' },
} satisfies Record<keyof FeedbackVersion, EntitySchemaColumnOptions>;

export const FeedbackVersionTable = new EntitySchema<FeedbackVersion>({
  name: 'FeedbackVersion',
  tableName: 'feedback_versions',
  columns,
});
