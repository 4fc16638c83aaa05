import {
  CustomerMessageRequested,
  happened,
  InvitationAnswered,
  InvitationCreated,
  type InvitationFacts,
  type NewEvent,
} from '@harken/contracts';
import type { Static } from 'typebox';
import { customerFacts, type PublicCustomer } from '../customers/customer.ts';

export const invitationStatuses = ['invited', 'opened', 'started', 'answered', 'expired', 'bounced'] as const;
export type InvitationStatus = (typeof invitationStatuses)[number];
/** While it can still be answered; whoever answers a link that bounced has got it all the same. */
export const openStatuses: readonly InvitationStatus[] = ['invited', 'opened', 'started', 'bounced'];

/** What happened, as far as the answer shall be counted by it. */
export interface InvitationContext {
  readonly phase?: string | null | undefined;
  readonly campaign?: string | null | undefined;
  readonly product?: string | null | undefined;
  readonly location?: string | null | undefined;
}

/** One customer is asked once. */
export interface Invitation {
  readonly id: string;
  readonly programme: string;
  /** The version of the programme whose questions are asked. */
  readonly surveyVersion: number;
  readonly customerId: string;
  readonly status: InvitationStatus;
  /** One of the languages of the survey. */
  readonly language: string;
  readonly touchpoint: string | null;
  readonly context: InvitationContext;
  readonly interactionId: string | null;
  /** The complaint whose handling is to be rated. */
  readonly complaintId: string | null;
  /** As they were when the customer was invited: quotas count by them. */
  readonly segments: readonly string[];
  readonly tier: string | null;
  readonly stage: string | null;
  readonly customerLanguage: string | null;
  /** Of the message that was requested last. */
  readonly messageId: string;
  /** Reminders that were requested. */
  readonly reminders: number;
  readonly remindAt: Date | null;
  readonly invitedAt: Date;
  readonly expiresAt: Date;
  readonly openedAt: Date | null;
  readonly startedAt: Date | null;
  readonly answeredAt: Date | null;
  readonly feedbackId: string | null;
}

export interface InvitationOfCustomer {
  readonly invitation: Invitation;
  readonly customer: PublicCustomer;
}

export const isOpen = ({ status, expiresAt }: Pick<Invitation, 'status' | 'expiresAt'>, now: Date): boolean =>
  openStatuses.includes(status) && now < expiresAt;

const invitationFacts = (invitation: Invitation, customer: PublicCustomer): Static<typeof InvitationFacts> => ({
  invitationId: invitation.id,
  programme: invitation.programme,
  surveyVersion: invitation.surveyVersion,
  customer: customerFacts(customer),
  language: invitation.language,
  touchpoint: invitation.touchpoint,
  interactionId: invitation.interactionId,
  complaintId: invitation.complaintId,
  invitedAt: invitation.invitedAt.toISOString(),
  expiresAt: invitation.expiresAt.toISOString(),
});

export const invitationCreated = (invitation: Invitation, customer: PublicCustomer): NewEvent =>
  happened(InvitationCreated, invitation.id, { invitation: invitationFacts(invitation, customer) });

export const invitationAnswered = (
  invitation: Invitation,
  customer: PublicCustomer,
  { feedbackId, answeredAt }: { feedbackId: string; answeredAt: Date },
): NewEvent =>
  happened(InvitationAnswered, invitation.id, {
    invitation: invitationFacts(invitation, customer),
    feedbackId,
    answeredAt: answeredAt.toISOString(),
  });

/** Of the invitation itself, or of a reminder. */
export const messageRequested = (invitation: Invitation, customer: PublicCustomer): NewEvent =>
  happened(CustomerMessageRequested, invitation.messageId, {
    messageId: invitation.messageId,
    customer: { id: customer.id, externalId: customer.externalId },
    purpose: invitation.reminders === 0 ? 'invitation' : 'reminder',
    language: invitation.language,
    complaint: invitation.complaintId,
    problem: null,
    programme: invitation.programme,
    parameters: { invitation: invitation.id, reminder: invitation.reminders },
  });
