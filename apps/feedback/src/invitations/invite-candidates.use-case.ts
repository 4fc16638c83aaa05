import { databaseTime, type Tx } from '@harken/database';
import { newId, outbox } from '@harken/messaging';
import { reminderAt } from '../programmes/assert-valid-programme.ts';
import { millisecondsOf } from '../programmes/duration.ts';
import { chooseLanguage } from '../programmes/local-text.ts';
import { languagesOf } from '../programmes/survey.ts';
import { candidateStore, type Decided } from './candidate.store.ts';
import type { Candidate } from './candidate.ts';
import { decideInvitation, noteInvitation, type RunProgramme } from './decide-invitation.ts';
import { invitationStore } from './invitation.store.ts';
import { type Invitation, invitationCreated, messageRequested } from './invitation.ts';
import { readInvitationRecord } from './invitation-record.queries.ts';
import { readProgrammes } from './running-programmes.queries.ts';

/** Decides about the candidates that are due, at most `limit`; returns how many. 0 as well while another replica decides. */
export async function inviteCandidates(limit: number, tx: Tx): Promise<number> {
  if (!(await candidateStore.lockDecisions(tx))) return 0;
  const candidates = await candidateStore.due(tx, limit);
  if (candidates.length === 0) return 0;
  const programmes = await readProgrammes([...new Set(candidates.map(({ programme }) => programme))], tx);
  const record = await readInvitationRecord(candidates, [...programmes.values()], tx);
  const now = await databaseTime(tx);
  const decided: Decided[] = [];
  const invited: { invitation: Invitation; candidate: Candidate }[] = [];
  for (const candidate of candidates) {
    const programme = programmes.get(candidate.programme);
    if (!programme) throw new TypeError('a candidate has a programme');
    const decision = decideInvitation(candidate, programme, record, now);
    if (!decision.invite) {
      const { reason, details } = decision;
      decided.push({ id: candidate.id, decision: reason, details, invitationId: null });
      continue;
    }
    const invitation = invitationOf(candidate, programme, now);
    noteInvitation(record, candidate, programme, { at: now, until: invitation.expiresAt });
    decided.push({ id: candidate.id, decision: 'invited', details: null, invitationId: invitation.id });
    invited.push({ invitation, candidate });
  }
  await invitationStore.add(
    tx,
    invited.map(({ invitation }) => invitation),
  );
  await candidateStore.decide(tx, decided);
  await outbox.add(
    tx,
    invited.flatMap(({ invitation, candidate: { customer } }) => [
      invitationCreated(invitation, customer),
      messageRequested(invitation, customer),
    ]),
  );
  return candidates.length;
}

function invitationOf(candidate: Candidate, programme: RunProgramme, now: Date): Invitation {
  const { customer, touchpoint, context, interactionId, complaintId } = candidate;
  return {
    id: newId(),
    programme: programme.id,
    surveyVersion: programme.version,
    customerId: customer.id,
    status: 'invited',
    language: chooseLanguage(languagesOf(programme), customer.language === null ? [] : [customer.language]),
    ...{ touchpoint, context, interactionId, complaintId },
    segments: customer.segments,
    tier: customer.tier,
    stage: customer.stage,
    customerLanguage: customer.language,
    messageId: newId(),
    reminders: 0,
    remindAt: reminderAt(programme, now, 0),
    invitedAt: now,
    expiresAt: new Date(now.getTime() + millisecondsOf(programme.validFor)),
    openedAt: null,
    startedAt: null,
    answeredAt: null,
    feedbackId: null,
  };
}
