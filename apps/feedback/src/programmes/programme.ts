import type { Method, Pattern } from '@harken/contracts';
import { DateTime, Duration } from 'luxon';
import { milliseconds } from './duration.ts';
import type { Survey } from './survey.ts';

export const programmeStatuses = ['draft', 'running', 'paused', 'ended'] as const;
export type ProgrammeStatus = (typeof programmeStatuses)[number];
export const consentRules = ['not_refused', 'given'] as const;
export type ConsentRule = (typeof consentRules)[number];

/** Who is asked. An empty list is no condition; of one list any entry is enough. */
export interface Audience {
  readonly segments: readonly string[];
  readonly tiers: readonly string[];
  readonly stages: readonly string[];
  readonly touchpoints: readonly string[];
  /** `zh` also means zh-Hant. */
  readonly languages: readonly string[];
}

export const everybody: Audience = { segments: [], tiers: [], stages: [], touchpoints: [], languages: [] };

/** When somebody is asked. Durations are ISO 8601. */
export type Trigger =
  | { readonly kind: 'interaction'; readonly types: readonly string[]; readonly delay: string }
  | { readonly kind: 'complaint_closed'; readonly delay: string }
  /** Everybody in the audience, from a time on; again after each `every`, of which months and years are allowed. */
  | { readonly kind: 'calendar'; readonly from: string; readonly every: string | null; readonly timezone: string }
  /** As a calendar, twice a year. */
  | { readonly kind: 'account_study'; readonly from: string; readonly timezone: string }
  /** These customers by external id, each once. */
  | { readonly kind: 'list'; readonly customers: readonly string[] };

export const triggerKinds = ['interaction', 'complaint_closed', 'calendar', 'account_study', 'list'] as const;

/** At most so many invitations or answers in a period, or ever; of a part of the audience. */
export interface Quota {
  readonly max: number;
  readonly count: 'invitations' | 'answers';
  readonly within: string | null;
  readonly of: Audience;
}

/** What a company asks, whom, and when. Its survey is versioned with it. */
export interface Programme extends Survey {
  readonly name: string;
  /** From the method unless given. */
  readonly pattern: Pattern | null;
  readonly method: Method;
  readonly audience: Audience;
  readonly trigger: Trigger;
  /** The share of customers that are asked at all, more than 0 and at most 1: always the same ones. */
  readonly sampling: number;
  readonly quotas: readonly Quota[];
  /** No customer whom any programme has invited within this time is invited. */
  readonly quarantine: string;
  readonly consent: ConsentRule;
  /** How long an invitation can be answered. */
  readonly validFor: string;
  /** When to remind, counted from the invitation. */
  readonly reminders: readonly string[];
  /** It ends by itself. */
  readonly endsAt: string | null;
}

export const programmeDefaults = {
  pattern: null,
  method: 'survey',
  audience: everybody,
  sampling: 1,
  quotas: [],
  quarantine: 'P30D',
  consent: 'not_refused',
  validFor: 'P14D',
  reminders: [],
  endsAt: null,
} as const satisfies Partial<Programme>;

const halfYear = 'P6M';

/**
 * The first run at `after` or later; null when there is none. Months are those of the clock on the wall, and end with the
 * month: 31 January, 28 February, 31 March.
 */
export function nextRun(trigger: Trigger, after: Date): Date | null {
  if (trigger.kind !== 'calendar' && trigger.kind !== 'account_study') return null;
  const from = DateTime.fromISO(trigger.from, { zone: trigger.timezone });
  const every = trigger.kind === 'account_study' ? halfYear : trigger.every;
  const missedMs = after.getTime() - from.toMillis();
  if (missedMs <= 0) return from.toJSDate();
  if (every === null) return null;
  const exactMs = milliseconds(every);
  if (exactMs !== undefined) return new Date(from.toMillis() + Math.ceil(missedMs / exactMs) * exactMs);
  // Each run is counted from the first: from no more than were missed at the longest possible period.
  const period = Duration.fromISO(every);
  const runAt = (count: number) => from.plus(period.mapUnits((value) => value * count));
  let count = Math.floor(missedMs / (runAt(1).toMillis() - from.toMillis() + 4 * 86_400_000));
  while (runAt(count).toMillis() < after.getTime()) count += 1;
  return runAt(count).toJSDate();
}
