import type { Tx } from '@harken/messaging';
import { handBackIfLeft } from '../routing/hand-back-if-left.use-case.ts';
import { type ComplaintChange, workOnComplaint } from './change-complaint.use-case.ts';
import type { Complaint } from './complaint.ts';

export async function reopenComplaint(change: ComplaintChange, reason: string, tx: Tx): Promise<Complaint> {
  const reopened = await workOnComplaint(change, { name: 'reopen', reason }, tx);
  await handBackIfLeft(reopened, change, tx);
  return reopened;
}
