import type { Tx } from '@harken/database';
import { policiesOfVersions, versionsBefore } from '../../policies/response-policy/policy-context.queries.ts';
import type { DecisionContext } from '../../policies/response-policy/policy-context.ts';
import { responsePolicy } from '../../policies/response-policy/response-policy.document.ts';
import type { RecomputationCause } from '../../recomputation/recomputation-cause.ts';
import { type Complaint, system } from '../complaint.ts';
import { applyNewPolicy, recomputeDeadlines } from '../decide/recompute-deadlines.ts';
import { Change, type Decision } from '../history/change.ts';
import { complaintStore } from '../storage/complaint.store.ts';
import { commandContext } from './change-complaint.use-case.ts';

type RecomputeDecider = (complaint: Complaint, context: DecisionContext) => Decision;

/**
 * Recomputes the deadlines of a batch of open complaints, in the order of their ids; returns how many were scanned and
 * changed.
 */
export function recomputeOpenComplaints(cause: RecomputationCause, after: string | null, limit: number, tx: Tx) {
  const open = { after, limit, ...affectedBy(cause) };
  return complaintStore.updateOpen(tx, open, (complaints) => deciderFor(cause, complaints, tx));
}

function affectedBy(cause: RecomputationCause): { readonly team?: string; readonly calendar?: string } {
  if (cause.kind === 'team') return { team: cause.id };
  return cause.kind === 'calendar' ? { calendar: cause.id } : {};
}

async function deciderFor(
  cause: RecomputationCause,
  complaints: readonly Complaint[],
  tx: Tx,
): Promise<RecomputeDecider> {
  if (cause.kind === 'policy') {
    const policy = await responsePolicy.version(tx, cause.version);
    const before = await versionsBefore(tx, cause.version);
    return (complaint, { now, policyContext }) => {
      const change = new Change(
        complaint,
        commandContext({ now, policyContext: { ...policyContext, policy } }, system),
      );
      applyNewPolicy(change, before, cause);
      return change.decision();
    };
  }
  const versions = complaints.flatMap(({ clocks }) => clocks.map(({ policyVersion }) => policyVersion));
  const policies = await policiesOfVersions(tx, versions);
  return (complaint, context) => {
    const change = new Change(complaint, commandContext(context, system));
    recomputeDeadlines(change, policies, cause);
    return change.decision();
  };
}
