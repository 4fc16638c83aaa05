import type { Tx } from '@harken/database';
import type { Complaint } from '../../complaint/complaint.ts';
import { type EscalationAction, handleEscalation } from '../../complaint/escalation/handle-escalation.ts';
import { type ComplaintChange, changeComplaint } from '../../complaint/execute/change-complaint.use-case.ts';

export const executeEscalationAction = (
  change: ComplaintChange,
  management: EscalationAction,
  tx: Tx,
): Promise<Complaint> =>
  changeComplaint(change, (complaint, context) => handleEscalation(complaint, management, context), tx);
