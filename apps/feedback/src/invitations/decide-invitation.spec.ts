import { describe, expect, it } from '@jest/globals';
import { someProgramme } from '../programmes/programme.builder.ts';
import { everybody, type Programme } from '../programmes/programme.ts';
import type { AskedCustomer } from './candidate.ts';
import { decideInvitation, isSampled, noteInvitation, type RunProgramme } from './decide-invitation.ts';
import { InvitationRecord } from './invitation-record.ts';

const now = new Date('2026-03-02T00:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const running = (overrides: Partial<RunProgramme> = {}): RunProgramme => ({
  ...{ ...someProgramme(), id: 'after-visit', version: 1, status: 'running' },
  ...overrides,
});
const someone = (overrides: Partial<AskedCustomer> = {}): AskedCustomer => ({
  ...{
    id: 'c1',
    externalId: 'crm-1',
    segments: ['owner'],
    tier: 'gold',
    stage: null,
    language: 'zh-Hant',
    consents: {},
  },
  ...overrides,
});

interface Asked {
  readonly programme?: Partial<RunProgramme>;
  readonly customer?: Partial<AskedCustomer>;
  readonly touchpoint?: string;
  readonly record?: InvitationRecord;
}

const reasonFor = ({ programme, customer, touchpoint, record }: Asked = {}) => {
  const candidate = { customer: someone(customer), touchpoint: touchpoint ?? null };
  const decision = decideInvitation(candidate, running(programme), record ?? new InvitationRecord(), now);
  return decision.invite ? 'invited' : decision.reason;
};
const audience = (part: Partial<Programme['audience']>) => ({ programme: { audience: { ...everybody, ...part } } });
const invitedBy = (programme: string, days: number) => {
  const record = new InvitationRecord();
  record.noteInvited('c1', { programme, at: daysAgo(days) });
  return record;
};

describe('decideInvitation', () => {
  it('invites who is in the audience, has not refused and was not asked lately', () => {
    expect(reasonFor()).toBe('invited');
  });

  it('skips while the programme is paused and after its end', () => {
    expect(reasonFor({ programme: { status: 'paused' } })).toBe('paused');
    expect(reasonFor({ programme: { status: 'ended' } })).toBe('ended');
    expect(reasonFor({ programme: { endsAt: now.toISOString() } })).toBe('ended');
  });

  it('skips who is not in the audience', () => {
    expect(reasonFor(audience({ segments: ['tenant', 'owner'] }))).toBe('invited');
    expect(reasonFor(audience({ segments: ['tenant'] }))).toBe('audience');
    expect(reasonFor(audience({ tiers: ['gold'], stages: ['run-in'] }))).toBe('audience');
    expect(reasonFor({ ...audience({ touchpoints: ['gate'] }), touchpoint: 'gate' })).toBe('invited');
    expect(reasonFor(audience({ touchpoints: ['gate'] }))).toBe('audience');
  });

  it('takes a language with all its scripts and regions', () => {
    expect(reasonFor(audience({ languages: ['ZH'] }))).toBe('invited');
    expect(reasonFor(audience({ languages: ['zh-Hans', 'z'] }))).toBe('audience');
    expect(reasonFor({ ...audience({ languages: ['zh'] }), customer: { language: null } })).toBe('audience');
  });

  it('respects the consent for surveys: a refusal always, silence as the programme says', () => {
    const given = { programme: { consent: 'given' } } as const;
    expect(reasonFor({ customer: { consents: { surveys: false } } })).toBe('consent');
    expect(reasonFor({ customer: { consents: { marketing: false } } })).toBe('invited');
    expect(reasonFor(given)).toBe('consent');
    expect(reasonFor({ ...given, customer: { consents: { surveys: true } } })).toBe('invited');
    expect(reasonFor({ ...given, customer: { consents: { surveys: 'yes' } } })).toBe('consent');
  });

  it('keeps the quarantine across programmes, to the millisecond, and says whose invitation it was', () => {
    expect(reasonFor({ record: invitedBy('another', 29) })).toBe('quarantine');
    expect(reasonFor({ record: invitedBy('another', 30) })).toBe('invited');
    expect(reasonFor({ programme: { quarantine: 'PT0S' }, record: invitedBy('another', 0) })).toBe('invited');
    const candidate = { customer: someone(), touchpoint: null };
    expect(decideInvitation(candidate, running(), invitedBy('another', 1), now)).toMatchObject({
      details: { programme: 'another', invitedAt: daysAgo(1).toISOString() },
    });
  });

  it('does not invite again while an invitation of the programme can be answered', () => {
    const record = new InvitationRecord();
    record.noteOpen('after-visit', 'c1', new Date(now.getTime() + 1));
    expect(reasonFor({ record, programme: { quarantine: 'PT0S' } })).toBe('open_invitation');
    record.noteOpen('after-visit', 'c1', now);
    expect(reasonFor({ record, programme: { quarantine: 'PT0S' } })).toBe('invited');
  });

  it('stops at a quota, counts only its part of the audience, and forgets what lies before its time', () => {
    const gold = { max: 1, count: 'invitations', within: 'P7D', of: { ...everybody, tiers: ['gold'] } } as const;
    const programme = running({ quotas: [gold] });
    const record = new InvitationRecord();
    const note = (tier: string, days: number) =>
      noteInvitation(record, { customer: someone({ id: 'other', tier }), touchpoint: null }, programme, {
        ...{ at: daysAgo(days), until: daysAgo(days) },
      });
    note('gold', 7);
    note('silver', 1);
    expect(reasonFor({ programme, record })).toBe('invited');
    note('gold', 6);
    expect(reasonFor({ programme, record })).toBe('quota');
    expect(reasonFor({ programme, record, customer: { tier: 'silver' } })).toBe('invited');
    const answers = { ...gold, count: 'answers' } as const;
    record.setCounted('after-visit', 0, 1);
    expect(reasonFor({ programme: { quotas: [answers] }, record })).toBe('quota');
  });
});

describe('sampling', () => {
  const sampled = (id: string, sampling: number) =>
    new Set(
      Array.from({ length: 10_000 }, (_, n) => `customer-${n}`).filter((customer) =>
        isSampled({ id, sampling }, { id: customer }),
      ),
    );

  it('takes the share that it says, always the same customers, and keeps them at a higher rate', () => {
    const fifth = sampled('a', 0.2);
    // Four standard deviations of a binomial with n = 10,000 and p = 0.2.
    expect(Math.abs(fifth.size - 2000)).toBeLessThan(160);
    expect(sampled('a', 0.2)).toEqual(fifth);
    const half = sampled('a', 0.5);
    expect([...fifth].every((customer) => half.has(customer))).toBe(true);
  });

  it('takes other customers in another programme', () => {
    const b = sampled('b', 0.2);
    const both = [...sampled('a', 0.2)].filter((customer) => b.has(customer));
    expect(Math.abs(both.length - 400)).toBeLessThan(80);
  });
});
