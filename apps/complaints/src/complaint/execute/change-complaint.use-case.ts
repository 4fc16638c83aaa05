import { newId, type Tx } from '@harken/messaging';
import type { Ground } from '../../policies/response-policy/terms.ts';
import type { Command } from '../command.ts';
import type { Complaint, Moment } from '../complaint.ts';
import { decide } from '../decide/decide.ts';
import type { Decision } from '../history/change.ts';
import { complaintStore } from '../storage/complaint.store.ts';

/** Which complaint, in which version if the caller cares, and who changes it. */
export interface ComplaintChange {
  readonly id: string;
  readonly expectedVersion: number | undefined;
  readonly actor: string;
  readonly by: string | null | undefined;
}

export const momentOf = ({ now, terms }: Ground, actor: string, by?: string | null): Moment => ({
  now,
  terms,
  actor,
  by: by ?? null,
  newId,
});

/** One change of one complaint, however decided. */
export function changeComplaint(
  { id, expectedVersion, actor, by }: ComplaintChange,
  decision: (complaint: Complaint, moment: Moment) => Decision,
  tx: Tx,
): Promise<Complaint> {
  return complaintStore.change(tx, id, expectedVersion, (complaint, ground) =>
    decision(complaint, momentOf(ground, actor, by)),
  );
}

export const workOnComplaint = (change: ComplaintChange, command: Command, tx: Tx): Promise<Complaint> =>
  changeComplaint(change, (complaint, moment) => decide(complaint, command, moment), tx);
