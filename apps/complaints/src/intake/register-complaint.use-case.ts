import type { Severity } from '@harken/contracts';
import { type Tx } from '@harken/database';

import { type Complaint, emptySubject } from '../complaint/complaint.ts';
import { findCustomer } from '../customers/customers.use-case.ts';
import { openComplaints } from './open-complaints.use-case.ts';

export interface RegisterComplaint {
  /** External id. */
  readonly customer: string;
  readonly text: string;
  readonly channel: string;
  readonly touchpoint?: string;
  readonly category?: string;
  readonly severity?: Severity;
  readonly language?: string;
  readonly actor: string;
  readonly by?: string;
}

/** Registers a complaint that a person takes from a customer. */
export async function registerComplaint(command: RegisterComplaint, tx: Tx): Promise<Complaint> {
  const customer = await findCustomer(command.customer, tx);
  const incoming = {
    ...emptySubject,
    ...{ origin: 'person' as const, feedbackId: null, occurredAt: null },
    customer,
    text: command.text,
    channel: command.channel,
    touchpoint: command.touchpoint ?? null,
    category: command.category ?? null,
    severity: command.severity ?? null,
    language: command.language ?? customer.language,
    actor: command.actor,
    by: command.by ?? null,
  };
  const [complaint] = await openComplaints([incoming], tx);
  if (!complaint) throw new TypeError('A complaint by a person is always new.');
  return complaint;
}
