import type { Tx } from '@harken/messaging';
import { policiesOf, policyOfVersion, versionsBefore } from '../../policies/response-policy/response-policy.queries.ts';
import type { Ground } from '../../policies/response-policy/terms.ts';
import { type Cause } from '../../recomputation/recomputation.ts';
import { type Complaint, system } from '../complaint.ts';
import { applyPolicy, recount } from '../decide/recompute-deadlines.ts';
import { Change, type Decision } from '../history/change.ts';
import { complaintStore } from '../storage/complaint.store.ts';
import { momentOf } from './change-complaint.use-case.ts';

type Reckon = (complaint: Complaint, ground: Ground) => Decision;

/** Reckons the clocks of some open complaints again, in the order of their ids; tells how many it looked at and changed. */
export function recomputeOpen(cause: Cause, after: string | null, limit: number, tx: Tx) {
  const open = { after, limit, ...concerned(cause) };
  return complaintStore.changeOpen(tx, open, (complaints) => reckoning(cause, complaints, tx));
}

function concerned(cause: Cause): { readonly team?: string; readonly calendar?: string } {
  if (cause.kind === 'team') return { team: cause.id };
  return cause.kind === 'calendar' ? { calendar: cause.id } : {};
}

async function reckoning(cause: Cause, complaints: readonly Complaint[], tx: Tx): Promise<Reckon> {
  if (cause.kind === 'policy') {
    const policy = await policyOfVersion(tx, cause.version);
    const before = await versionsBefore(tx, cause.version);
    return (complaint, { now, terms }) => {
      const change = new Change(complaint, momentOf({ now, terms: { ...terms, policy } }, system));
      applyPolicy(change, before, cause);
      return change.done();
    };
  }
  const versions = complaints.flatMap(({ clocks }) => clocks.map(({ policyVersion }) => policyVersion));
  const policies = await policiesOf(tx, versions);
  return (complaint, ground) => {
    const change = new Change(complaint, momentOf(ground, system));
    recount(change, policies, cause);
    return change.done();
  };
}
