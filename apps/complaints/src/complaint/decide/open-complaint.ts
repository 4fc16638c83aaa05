import { ComplaintAssigned, ComplaintOpened, type Severity } from '@harken/contracts';
import { topLevelOfPolicy } from '../../policies/response-policy/response-policy.ts';
import { type CommandContext, type ComplaintRow, type Origin, system } from '../complaint.ts';
import { escalate } from '../escalation/escalation-chain.ts';
import { immediateEscalationReasons, thirdComplaintReason } from '../escalation/immediate-escalation.ts';
import { Change, type Decision, event } from '../history/change.ts';
import { initialState } from '../history/complaint-state.ts';
import { startOpeningClocks } from '../sla/clock-lifecycle.ts';

type FieldsSetAtOpening = 'version' | 'cycle' | 'status' | 'flags' | 'acknowledgedAt' | 'answeredAt' | 'endedAt';

/** A new complaint after routing. */
export type NewComplaint = Omit<ComplaintRow, FieldsSetAtOpening | 'duplicateOf' | 'cause' | 'origin'> & {
  readonly origin: Exclude<Origin, 'import'>;
  readonly text: string | null;
  /** How the assignee was chosen: round_robin, least_loaded. */
  readonly assignedBy: string | null;
  /** The severity before a routing rule changed it. */
  readonly saidSeverity: Severity;
  /** Whether it is the customer's third complaint within the window, or a later one. */
  readonly repeated: boolean;
};

/** Text and reported severity are kept apart: later changes do not need them. */
export interface Opening {
  readonly decision: Decision;
  readonly text: string | null;
  readonly saidSeverity: Severity;
}

/** Opens a complaint with its clocks running, with or without an assignee. */
export function openComplaint(
  { assignedBy, text, saidSeverity, repeated, ...incoming }: NewComplaint,
  context: CommandContext,
): Opening {
  const { policy } = context.policyContext;
  const reasons = immediateEscalationReasons({ ...incoming, text, repeated }, policy);
  const flags = repeated ? [...new Set([...reasons, thirdComplaintReason])] : reasons;
  const { assignee } = incoming;
  const change = new Change(
    {
      ...initialState,
      ...incoming,
      version: 0,
      cycle: 1,
      assignee: null,
      status: 'received',
      flags,
      clocks: [],
      escalations: [],
    },
    context,
    null,
  );
  startOpeningClocks(change);
  const { origin, rule, team, occurredAt } = incoming;
  change.apply(event(ComplaintOpened, { origin, rule, occurredAt: occurredAt.toISOString() }), {
    history: { action: 'open', reason: rule ? `rule ${rule}` : 'fallback team', to: team },
  });
  if (assignee)
    change.apply(event(ComplaintAssigned, { at: change.at, reason: assignedBy ?? 'by_hand', by: system.name }), {
      patch: { assignee },
      history: { action: 'assign', reason: assignedBy, to: assignee, actor: system },
    });
  const [reason] = reasons;
  if (reason) escalate(change, topLevelOfPolicy(policy), reason, null);
  return { decision: change.decision(), text, saidSeverity };
}
