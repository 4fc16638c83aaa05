import { client } from '../people/identity.builder.ts';
import { emptyHierarchy } from '../policies/management-levels/hierarchy.ts';
import { messageDefaults } from '../policies/message-policy/message-policy.ts';
import { escalationWords } from '../policies/response-policy/escalation-words.ts';
import type { PolicyContext } from '../policies/response-policy/policy-context.ts';
import type { VersionedPolicy } from '../policies/response-policy/response-policy.ts';
import type { Command } from './command.ts';
import type { CommandContext, Complaint } from './complaint.ts';
import { decide } from './decide/decide.ts';
import { type NewComplaint, openComplaint } from './decide/open-complaint.ts';

export const t0 = new Date('2026-03-02T09:00:00.000Z');
export const after = (ms: number): Date => new Date(t0.getTime() + ms);
export const seconds = (n: number): number => n * 1000;
export const minutes = (n: number): number => n * 60_000;
export const hours = (n: number): number => n * 3_600_000;
export const days = (n: number): number => n * 86_400_000;

export const policy: VersionedPolicy = {
  version: 1,
  targets: {
    critical: { acknowledge: 'PT15M', firstResponse: 'PT1H', resolution: 'P1D' },
    high: { acknowledge: 'PT1H', firstResponse: 'PT4H', resolution: 'P3D' },
    normal: { acknowledge: 'PT4H', firstResponse: 'P1D', resolution: 'P10D' },
    low: { acknowledge: 'P1D', firstResponse: 'P2D', resolution: 'P20D' },
  },
  warnAt: 0.8,
  ladder: [
    { level: 1, after: 'PT0S' },
    { level: 2, after: 'PT4H' },
    { level: 3, after: 'P1D' },
  ],
  straightToManagement: ['safety', 'legal', 'regulator', 'media', 'top_tier'],
  topTiers: ['platinum', 'vip', 'top'],
  reopenWindow: 'P14D',
  pauseCap: 'P14D',
  words: escalationWords,
};

export const policyContextOf = (under: VersionedPolicy, more: Partial<PolicyContext> = {}): PolicyContext => ({
  policy: under,
  calendars: new Map(),
  teamCalendars: new Map(),
  hierarchy: emptyHierarchy,
  messages: messageDefaults,
  ...more,
});

/** Ids count up, so that tests are the same each time. */
export const contextAt = (
  now: Date,
  onBehalfOf: string | null = null,
  policyContext = policyContextOf(policy),
): CommandContext => {
  let next = 0;
  return {
    now,
    actor: client('acme'),
    onBehalfOf,
    policyContext: policyContext,
    newId: () => `01926f3a-7c1e-7b54-9d0e-${(++next).toString().padStart(12, '0')}`,
  };
};

export const incoming: NewComplaint = {
  id: '01926f3a-7c1e-7b54-9d0e-0000000000aa',
  number: 'C-2026-000042',
  severity: 'normal',
  saidSeverity: 'normal',
  repeated: false,
  origin: 'feedback',
  customerId: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e',
  customer: 'crm-10042',
  segments: ['owner-occupier'],
  tier: 'gold',
  stage: null,
  customerLanguage: 'en',
  feedbackId: '01926f3a-7c1e-7b54-9d0e-000000000002',
  touchpoint: 'handover',
  channel: 'web',
  method: 'survey',
  category: 'defect',
  campaign: null,
  product: null,
  location: null,
  language: 'en',
  text: 'The keys did not fit.',
  team: 'after-sales',
  assignee: null,
  assignedBy: null,
  rule: null,
  rulesVersion: 1,
  occurredAt: t0,
  openedAt: t0,
};

export const opened = (different: Partial<NewComplaint> = {}, under = policy): Complaint =>
  openComplaint({ ...incoming, ...different }, contextAt(t0, null, policyContextOf(under))).decision.complaint;

export const answering: Command = {
  name: 'answer',
  outcome: 'upheld',
  reasons: ['defect'],
  channel: 'email',
  text: 'Sorry.',
};

/** The complaint after the commands, each a second after the one before. */
export function worked(complaint: Complaint, ...commands: readonly Command[]): Complaint {
  return commands.reduce(
    (now, command, index) => decide(now, command, contextAt(after(seconds(index + 1)))).complaint,
    complaint,
  );
}
