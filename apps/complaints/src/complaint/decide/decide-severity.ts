import { ComplaintSeverityChanged } from '@harken/contracts';
import { RuleBroken } from '@harken/errors';
import type { CommandOf } from '../command.ts';
import { fireDueSteps } from '../escalation/escalation-chain.ts';
import type { Change } from '../history/change.ts';
import { recalculateClocks } from '../sla/clock-lifecycle.ts';

export function changeSeverity(change: Change, { severity, reason }: CommandOf<'change-severity'>): void {
  const { id, severity: from } = change.complaint;
  if (severity === from)
    throw new RuleBroken('complaint.severity-unchanged', `The severity is ${severity} already.`, { complaintId: id });
  change.set({ severity });
  change.raise(ComplaintSeverityChanged, { at: change.at, from, to: severity, by: change.by, reason: reason ?? null });
  recalculateClocks(change);
  change.addHistory('change-severity', { reason, from, to: severity });
  fireDueSteps(change);
}
