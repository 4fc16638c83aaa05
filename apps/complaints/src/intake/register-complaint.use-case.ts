import type { Identity } from '@harken/contracts';
import { databaseTime, type Tx } from '@harken/database';
import { FieldErrors } from '@harken/errors';
import { type Complaint, emptySubject } from '../complaint/complaint.ts';
import { pastTime } from '../complaint/past-time.ts';
import { findCustomer } from '../customers/customers.use-case.ts';
import type { OpenComplaintBody } from './open-complaint.dto.ts';
import { openComplaints } from './open-complaints.use-case.ts';

export type RegisterComplaint = Readonly<OpenComplaintBody> & { readonly actor: Identity };

/** Registers a complaint that a person takes from a customer. */
export async function registerComplaint(command: RegisterComplaint, tx: Tx): Promise<Complaint> {
  const reachedAt = command.occurredAt === undefined ? null : await reachedCompanyAt(command.occurredAt, tx);
  const customer = await findCustomer(command.customer, tx);
  const incoming = {
    ...emptySubject,
    ...{ origin: 'person' as const, feedbackId: null },
    ...{ occurredAt: reachedAt, openedAt: reachedAt },
    customer,
    text: command.text,
    channel: command.channel,
    touchpoint: command.touchpoint ?? null,
    category: command.category ?? null,
    product: command.product ?? null,
    location: command.location ?? null,
    severity: command.severity ?? null,
    language: command.language ?? customer.language,
    actor: command.actor,
    onBehalfOf: command.onBehalfOf ?? null,
  };
  const [complaint] = await openComplaints([incoming], tx);
  if (!complaint) throw new TypeError('A complaint by a person is always new.');
  return complaint;
}

async function reachedCompanyAt(text: string, tx: Tx): Promise<Date> {
  const errors = new FieldErrors();
  const at = pastTime(text, await databaseTime(tx), errors.at('occurredAt'));
  errors.throwIfAny('request.invalid', 'The request has a fault.');
  return at;
}
