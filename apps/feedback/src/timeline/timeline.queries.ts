import type { DataSource } from 'typeorm';
import { findCustomer } from '../customers/customer.queries.ts';
import { feedbackOfCustomer } from '../feedback/feedback.queries.ts';
import { interactionsOfCustomer } from '../interactions/interaction.queries.ts';
import type { Position } from '../requests/position.ts';
import { ComplaintEntryTable } from './complaint-entry.table.ts';
import {
  entryOfComplaint,
  entryOfFeedback,
  entryOfInteraction,
  newestFirst,
  type TimelineEntry,
} from './timeline-entry.ts';

/**
 * One customer's history. Each room gives its newest; nothing is stored twice, so nothing can be missing.
 * Throws NotFound for a customer nobody has named yet.
 */
export async function readTimeline(
  database: DataSource,
  externalId: string,
  limit: number,
  after?: Position,
): Promise<TimelineEntry[]> {
  const { id } = await findCustomer(database, externalId);
  const [interactions, feedback, complaints] = await Promise.all([
    interactionsOfCustomer(database, id, limit, after),
    feedbackOfCustomer(database, id, limit, after),
    complaintEntries(database, id, limit, after),
  ]);
  const entries = [
    interactions.map(entryOfInteraction),
    feedback.map(entryOfFeedback),
    complaints.map(entryOfComplaint),
  ];
  return newestFirst(entries).slice(0, limit);
}

function complaintEntries(database: DataSource, customerId: string, limit: number, after?: Position) {
  const query = database
    .getRepository(ComplaintEntryTable)
    .createQueryBuilder('entry')
    .where('entry.customerId = :customerId', { customerId })
    .orderBy('entry.at', 'DESC')
    .addOrderBy('entry.id', 'DESC')
    .limit(limit);
  if (after) query.andWhere('(entry.at, entry.id) < (CAST(:at AS timestamptz), CAST(:id AS uuid))', { ...after });
  return query.getMany();
}
