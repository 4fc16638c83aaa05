import type { Customer, PublicCustomer } from '../customers/customer.ts';
import type { InvitationContext } from './invitation.ts';

/** A customer who may be invited because of something: an interaction, the end of a complaint, a run of the calendar. */
export interface Candidate {
  readonly id: string;
  readonly programme: string;
  readonly customer: AskedCustomer;
  readonly interactionId: string | null;
  readonly complaintId: string | null;
  readonly touchpoint: string | null;
  readonly context: InvitationContext;
}

export type AskedCustomer = PublicCustomer & Pick<Customer, 'consents'>;

/** In the order in which they are looked at: the first that applies is the reason. */
export const skipReasons = [
  'ended',
  'paused',
  'audience',
  'consent',
  'sampling',
  'open_invitation',
  'quarantine',
  'quota',
] as const;
export type SkipReason = (typeof skipReasons)[number];

export type Decision =
  | { readonly invite: true }
  | { readonly invite: false; readonly reason: SkipReason; readonly details: Readonly<Record<string, unknown>> };
