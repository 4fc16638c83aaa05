import { createHash } from 'node:crypto';
import { consentTo } from '../customers/consent.ts';
import { millisecondsOf } from '../programmes/duration.ts';
import type { Audience, Programme, ProgrammeStatus } from '../programmes/programme.ts';
import type { AskedCustomer, Candidate, Decision, SkipReason } from './candidate.ts';
import type { InvitationRecord } from './invitation-record.ts';

/** A programme in the version and status that hold now. */
export interface RunProgramme extends Programme {
  readonly id: string;
  readonly version: number;
  readonly status: ProgrammeStatus;
}

/** Whether the customer is invited now, or why not. `record` knows who was invited before. */
export function decideInvitation(
  candidate: Pick<Candidate, 'customer' | 'touchpoint'>,
  programme: RunProgramme,
  record: InvitationRecord,
  now: Date,
): Decision {
  const { customer, touchpoint } = candidate;
  if (programme.status === 'ended' || (programme.endsAt && new Date(programme.endsAt) <= now)) return skip('ended');
  if (programme.status === 'paused') return skip('paused');
  if (!isInAudience(programme.audience, customer, touchpoint)) return skip('audience');
  const consent = consentTo('surveys', customer);
  if (consent === 'refused' || (programme.consent === 'given' && consent !== 'given')) return skip('consent');
  if (!isSampled(programme, customer)) return skip('sampling', { sampling: programme.sampling });
  if (record.hasOpen(programme.id, customer.id, now)) return skip('open_invitation');
  const last = record.lastInvitation(customer.id);
  if (last && last.at.getTime() > now.getTime() - millisecondsOf(programme.quarantine)) {
    return skip('quarantine', { programme: last.programme, invitedAt: last.at.toISOString() });
  }
  const full = programme.quotas.findIndex(
    (quota, index) =>
      isInAudience(quota.of, customer, touchpoint) && record.counted(programme.id, index, quota, now) >= quota.max,
  );
  if (full >= 0) return skip('quota', { quota: full, max: programme.quotas[full]?.max });
  return { invite: true };
}

const skip = (reason: SkipReason, details: Readonly<Record<string, unknown>> = {}): Decision => ({
  invite: false,
  reason,
  details,
});

/** Always the same customers of a programme; a higher rate keeps those of a lower one. */
export function isSampled({ id, sampling }: Pick<RunProgramme, 'id' | 'sampling'>, customer: { id: string }): boolean {
  if (sampling >= 1) return true;
  const digest = createHash('sha256').update(`${id}\0${customer.id}`).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48 < sampling;
}

export function isInAudience(audience: Audience, customer: AskedCustomer, touchpoint: string | null): boolean {
  const { segments, tiers, stages, touchpoints, languages } = audience;
  return (
    (segments.length === 0 || segments.some((one) => customer.segments.includes(one))) &&
    isAmong(tiers, customer.tier) &&
    isAmong(stages, customer.stage) &&
    isAmong(touchpoints, touchpoint) &&
    (languages.length === 0 || languages.some((one) => isLanguage(customer.language, one)))
  );
}

const isAmong = (wanted: readonly string[], value: string | null): boolean =>
  wanted.length === 0 || (value !== null && wanted.includes(value));

function isLanguage(spoken: string | null, wanted: string): boolean {
  const [tag, prefix] = [spoken?.toLowerCase(), wanted.toLowerCase()];
  return tag === prefix || tag?.startsWith(`${prefix}-`) === true;
}

/** What the next decisions must know of an invitation that was decided. */
export function noteInvitation(
  record: InvitationRecord,
  { customer, touchpoint }: Pick<Candidate, 'customer' | 'touchpoint'>,
  { id, quotas }: RunProgramme,
  { at, until }: { readonly at: Date; readonly until: Date },
): void {
  record.noteInvited(customer.id, { programme: id, at });
  record.noteOpen(id, customer.id, until);
  for (const [index, { count, of }] of quotas.entries()) {
    if (count === 'invitations' && isInAudience(of, customer, touchpoint)) record.count(id, index, at);
  }
}
