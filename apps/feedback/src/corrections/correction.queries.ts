import type { DataSource } from 'typeorm';
import { findFeedback } from '../feedback/feedback.queries.ts';
import { FeedbackVersionTable } from './feedback-version.table.ts';
import type { FeedbackVersion } from './feedback-version.ts';

/** The versions that no longer hold, the first first. Throws NotFound. */
export async function versionsOf(database: DataSource, feedbackId: string): Promise<FeedbackVersion[]> {
  await findFeedback(database, feedbackId);
  return database.getRepository(FeedbackVersionTable).find({ where: { feedbackId }, order: { version: 'ASC' } });
}
