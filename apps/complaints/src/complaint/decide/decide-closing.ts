import { ComplaintClosed, ComplaintResolved, type ComplaintStatus } from '@harken/contracts';
import type { CommandOf } from '../command.ts';
import type { Change } from '../history/change.ts';
import { closeEscalations } from '../history/change.ts';
import { cancelContactClocks, meetClosingClocks } from '../sla/clock-lifecycle.ts';

/** Ends the complaint and closes its escalations. */
export function endComplaint(change: Change, status: ComplaintStatus): void {
  change.set({ status, endedAt: change.complaint.endedAt ?? change.now });
  closeEscalations(change, () => true);
}

export function resolve(change: Change, { reason }: CommandOf<'resolve'>): void {
  const { status: from } = change.complaint;
  endComplaint(change, 'resolved');
  change.raise(ComplaintResolved, { at: change.at, by: change.by });
  meetClosingClocks(change);
  change.addHistory('resolve', { reason, from, to: 'resolved' });
  cancelContactClocks(change);
}

export function close(change: Change, command: CommandOf<'close'>): void {
  if (change.complaint.status !== 'resolved') resolve(change, { name: 'resolve' });
  change.set({ status: 'closed' });
  change.raise(ComplaintClosed, { at: change.at, by: change.by });
  change.addHistory('close', { reason: command.reason, from: 'resolved', to: 'closed' });
}
