import { runLater, type Tx } from '@harken/messaging';
import { columnsOf } from '../tables/table-sql.queries.ts';
import { ComplaintEntryTable } from './complaint-entry.table.ts';
import type { ComplaintEntry } from './complaint-entry.ts';

const columns = columnsOf(ComplaintEntryTable);

const add = {
  name: 'complaint-entries-add',
  text: `
    INSERT INTO complaint_entries (${columns.map(({ name }) => name).join(', ')})
    SELECT * FROM json_to_recordset($1) AS entry (${columns.map(({ property, type }) => `"${property}" ${type}`).join(', ')})`,
};

export const complaintEntryStore = {
  async add(tx: Tx, entries: readonly ComplaintEntry[]): Promise<void> {
    if (entries.length > 0) await runLater(tx, add, [JSON.stringify(entries)]);
  },
};
