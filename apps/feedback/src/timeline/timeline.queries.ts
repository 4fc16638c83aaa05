import type { TimeCursor } from '@harken/service';
import type { DataSource } from 'typeorm';
import { findCustomer, recordedIdsOf } from '../customers/customer.queries.ts';
import { feedbackOfCustomer } from '../feedback/feedback.queries.ts';
import { interactionsOfCustomer } from '../interactions/interaction.queries.ts';
import { messagesOfCustomer } from '../messages/customer-message.queries.ts';
import { ComplaintEntryTable } from './complaint-entry.table.ts';
import {
  complaintTimelineEntry,
  feedbackEntry,
  interactionEntry,
  messageEntry,
  newestFirst,
  type TimelineEntry,
} from './timeline-entry.ts';

/**
 * The timeline of one customer, merged from interactions, feedback, complaint entries and messages. Nothing is copied, so nothing
 * can be missing. Throws NotFound for an unknown customer.
 */
export async function readTimeline(
  database: DataSource,
  externalId: string,
  limit: number,
  after?: TimeCursor,
): Promise<TimelineEntry[]> {
  const { id } = await findCustomer(database, externalId);
  const ids = await recordedIdsOf(database, [`id:${id}`]);
  const [interactions, feedback, complaints, messages] = await Promise.all([
    interactionsOfCustomer(database, ids, limit, after),
    feedbackOfCustomer(database, ids, limit, after),
    complaintEntries(database, ids, limit, after),
    messagesOfCustomer(database, ids, limit, after),
  ]);
  const entries = [
    interactions.map(interactionEntry),
    feedback.map(feedbackEntry),
    complaints.map(complaintTimelineEntry),
    messages.map(messageEntry),
  ];
  return newestFirst(entries).slice(0, limit);
}

function complaintEntries(database: DataSource, recordedIds: readonly string[], limit: number, after?: TimeCursor) {
  const query = database
    .getRepository(ComplaintEntryTable)
    .createQueryBuilder('entry')
    .where('entry.customerId IN (:...recordedIds)', { recordedIds })
    .orderBy('entry.at', 'DESC')
    .addOrderBy('entry.id', 'DESC')
    .limit(limit);
  if (after) query.andWhere('(entry.at, entry.id) < (CAST(:at AS timestamptz), CAST(:id AS uuid))', { ...after });
  return query.getMany();
}
