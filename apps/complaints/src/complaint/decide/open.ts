import { ComplaintAssigned, ComplaintOpened, type Severity } from '@harken/contracts';
import { topLevel } from '../../policies/response-policy/response-policy.ts';
import { type ComplaintRow, type Moment, system } from '../complaint.ts';
import { escalate } from '../escalation/ladder.ts';
import { straightToManagement, thirdComplaint } from '../escalation/straight-to-management.ts';
import { Change, type Decision } from '../history/change.ts';
import { startOpeningClocks } from '../sla/conduct.ts';

type Beginning = 'version' | 'cycle' | 'status' | 'flags' | 'openedAt' | 'acknowledgedAt' | 'answeredAt' | 'endedAt';

/** What is known when a complaint comes in, already routed. */
export type NewComplaint = Omit<ComplaintRow, Beginning | 'duplicateOf'> & {
  readonly text: string | null;
  /** round_robin, least_loaded: why this assignee. */
  readonly assignedBy: string | null;
  /** Before a rule knew better. */
  readonly saidSeverity: Severity;
  /** The customer has complained so often lately that it is the third time at least. */
  readonly repeated: boolean;
};

/** The text and what was said at first are kept apart: changes do without them. */
export interface Opening {
  readonly decision: Decision;
  readonly text: string | null;
  readonly saidSeverity: Severity;
}

/** Every complaint runs under its clocks from its first moment, with or without an assignee. */
export function open({ assignedBy, text, saidSeverity, repeated, ...incoming }: NewComplaint, moment: Moment): Opening {
  const { policy } = moment.terms;
  const reasons = straightToManagement({ ...incoming, text, repeated }, policy);
  const flags = repeated ? [...new Set([...reasons, thirdComplaint])] : reasons;
  const { assignee } = incoming;
  const blank = { version: 0, cycle: 1, duplicateOf: null, acknowledgedAt: null, answeredAt: null, endedAt: null };
  const change = new Change(
    {
      ...incoming,
      ...blank,
      assignee: null,
      status: 'received',
      flags,
      openedAt: moment.now,
      clocks: [],
      escalations: [],
    },
    moment,
    null,
  );
  startOpeningClocks(change);
  change.tell(ComplaintOpened, {
    origin: incoming.origin,
    language: incoming.language,
    rule: incoming.rule,
    occurredAt: incoming.occurredAt.toISOString(),
  });
  change.record('open', { reason: incoming.rule ? `rule ${incoming.rule}` : 'fallback team', to: incoming.team });
  if (assignee) {
    change.set({ assignee });
    change.tell(ComplaintAssigned, { at: change.at, reason: assignedBy ?? 'by_hand', by: system });
    change.record('assign', { reason: assignedBy, to: assignee }, system);
  }
  const [reason] = reasons;
  if (reason) escalate(change, topLevel(policy), reason, null);
  return { decision: change.done(), text, saidSeverity };
}
