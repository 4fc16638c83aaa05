import { insertMany, type Tx } from '@harken/database';
import { ComplaintEntryTable } from './complaint-entry.table.ts';
import type { ComplaintEntry } from './complaint-entry.ts';

export const complaintEntryStore = {
  add: (tx: Tx, entries: readonly ComplaintEntry[]): Promise<void> => insertMany(tx, ComplaintEntryTable, entries),
};
