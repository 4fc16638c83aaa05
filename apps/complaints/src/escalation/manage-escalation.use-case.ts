import type { Tx } from '@harken/messaging';
import { type ComplaintChange, changeComplaint } from '../lifecycle/change-complaint.use-case.ts';
import type { Complaint } from '../lifecycle/complaint.ts';
import { type Management, manage } from './manage.ts';

export const manageEscalation = (change: ComplaintChange, management: Management, tx: Tx): Promise<Complaint> =>
  changeComplaint(change, (complaint, moment) => manage(complaint, management, moment), tx);
