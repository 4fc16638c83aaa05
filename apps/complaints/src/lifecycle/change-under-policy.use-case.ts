import type { Severity } from '@harken/contracts';
import type { Tx } from '@harken/messaging';
import { currentPolicy } from '../clocks/response-policy.queries.ts';
import { type ComplaintChange, workOnComplaint } from './change-complaint.use-case.ts';
import type { Complaint } from './complaint.ts';

export interface NewSeverity {
  readonly severity: Severity;
  readonly reason?: string;
}

/** Running clocks get the targets that the policy of today gives this severity. */
export async function changeSeverity(change: ComplaintChange, wanted: NewSeverity, tx: Tx): Promise<Complaint> {
  return workOnComplaint(change, { name: 'change-severity', ...wanted, policy: await currentPolicy(tx) }, tx);
}

export async function reopenComplaint(change: ComplaintChange, reason: string, tx: Tx): Promise<Complaint> {
  return workOnComplaint(change, { name: 'reopen', reason, policy: await currentPolicy(tx) }, tx);
}
