import { type AskedCustomer, type SkipReason, skipReasons } from '../invitations/candidate.ts';
import { decideInvitation, noteInvitation, type RunProgramme } from '../invitations/decide-invitation.ts';
import { InvitationRecord } from '../invitations/invitation-record.ts';
import { millisecondsOf } from '../programmes/duration.ts';

/** Something of the past that would have made the programme ask. */
export interface PastOccasion {
  readonly customer: AskedCustomer;
  readonly touchpoint: string | null;
  readonly dueAt: Date;
}

/** What another programme has really sent. */
export interface PastInvitation {
  readonly customerId: string;
  readonly programme: string;
  readonly at: Date;
}

export interface Simulated {
  readonly candidates: number;
  readonly invited: number;
  readonly skipped: Readonly<Record<SkipReason, number>>;
}

/**
 * What the programme would have done, had it run then: `occasions` by the time when they were due, `invitations` by time.
 * Customers are taken as they are today, and nobody answers.
 */
export function simulate(
  programme: RunProgramme,
  occasions: readonly PastOccasion[],
  invitations: readonly PastInvitation[],
): Simulated {
  const running: RunProgramme = { ...programme, status: 'running', endsAt: null };
  const validForMs = millisecondsOf(programme.validFor);
  const record = new InvitationRecord();
  const skipped = Object.fromEntries(skipReasons.map((reason) => [reason, 0])) as Record<SkipReason, number>;
  let invited = 0;
  let passed = 0;
  for (const { customer, touchpoint, dueAt } of occasions) {
    for (let next = invitations[passed]; next && next.at <= dueAt; next = invitations[passed]) {
      record.noteInvited(next.customerId, next);
      passed += 1;
    }
    const candidate = { customer, touchpoint };
    const decision = decideInvitation(candidate, running, record, dueAt);
    if (decision.invite) {
      invited += 1;
      noteInvitation(record, candidate, running, { at: dueAt, until: new Date(dueAt.getTime() + validForMs) });
    } else skipped[decision.reason] += 1;
  }
  return { candidates: occasions.length, invited, skipped };
}
