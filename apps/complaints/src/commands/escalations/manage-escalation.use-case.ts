import type { Tx } from '@harken/messaging';
import type { Complaint } from '../../complaint/complaint.ts';
import { type Management, manage } from '../../complaint/escalation/manage.ts';
import { type ComplaintChange, changeComplaint } from '../../complaint/execute/change-complaint.use-case.ts';

export const manageEscalation = (change: ComplaintChange, management: Management, tx: Tx): Promise<Complaint> =>
  changeComplaint(change, (complaint, moment) => manage(complaint, management, moment), tx);
