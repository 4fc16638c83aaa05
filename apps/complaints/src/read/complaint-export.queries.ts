import { columnsOf, selectList } from '@harken/database';
import type { DataSource } from 'typeorm';
import { ComplaintTable } from '../complaint/storage/complaint.table.ts';
import { type ComplaintFilter, whereOf } from './complaint-filter.queries.ts';
import {
  type ComplaintListItem,
  cursorOf,
  deadlineColumns,
  listJoins,
  type PageCursor,
} from './complaint-list.queries.ts';

const complaintColumns = columnsOf(ComplaintTable)
  .map(({ property }) => property)
  .filter((property) => property !== 'customerLanguage' && property !== 'rulesVersion');

/** The columns of an export, in this order. */
export const exportColumns = [...complaintColumns, 'overdue', 'dueAt', 'escalationLevel', 'outcome', 'text'];

const rowsPerPart = 500;

/** Reads page by page, the next one when the last was consumed. Keyset paging: new complaints do not shift pages. */
export async function* exportRows(
  db: DataSource,
  filter: ComplaintFilter,
): AsyncGenerator<readonly ComplaintListItem[]> {
  for (let after: PageCursor; ; ) {
    const part = await exportPage(db, filter, after, rowsPerPart);
    yield part;
    const last = part.at(-1);
    if (!last || part.length < rowsPerPart) return;
    after = cursorOf.opened(last);
  }
}

function exportPage(
  db: DataSource,
  filter: ComplaintFilter,
  after: PageCursor,
  limit: number,
): Promise<ComplaintListItem[]> {
  const where = whereOf(filter);
  if (after) where.after('(c.opened_at, c.id) <', after);
  return db.query(
    `SELECT ${selectList(ComplaintTable, 'c', complaintColumns)}, ${deadlineColumns}, c.text,
       (SELECT a.outcome FROM answers a WHERE a.complaint_id = c.id ORDER BY a.at DESC, a.id DESC LIMIT 1) AS outcome
       FROM (SELECT c.* FROM complaints c WHERE ${where}
              ORDER BY c.opened_at DESC, c.id DESC LIMIT ${where.value(limit)}) c ${listJoins}
      ORDER BY c.opened_at DESC, c.id DESC`,
    where.values,
  );
}
