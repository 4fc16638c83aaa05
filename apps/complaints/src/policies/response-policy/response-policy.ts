import type { Severity } from '@harken/contracts';
import type { EscalationStep } from '../management-levels/hierarchy.ts';

/** Durations in ISO 8601. */
export interface Targets {
  readonly acknowledge: string;
  readonly firstResponse: string;
  /** From a customer's message after the first response to our next one. */
  readonly nextResponse?: string;
  /** Between two messages to the customer while the complaint is open. */
  readonly progressUpdate?: string;
  readonly firstResolution?: string;
  readonly resolution: string;
  /** The calendar they are counted in; `24x7`: around the clock. */
  readonly calendar?: string;
  readonly pauseCap?: string;
}

export const requiredTargets = ['acknowledge', 'firstResponse', 'resolution'] as const;
export const targetNames = [...requiredTargets, 'nextResponse', 'progressUpdate', 'firstResolution'] as const;
export type TargetName = (typeof targetNames)[number];

/** Other targets for some complaints. Every given condition must hold; any of its values will do. */
export interface PolicyOverride {
  readonly when: {
    readonly category?: readonly string[];
    readonly tier?: readonly string[];
    readonly team?: readonly string[];
  };
  readonly targets: Readonly<Partial<Record<Severity, Partial<Targets>>>>;
}

/** A legal deadline: calendar time from the opening, without pauses. */
export interface RegulatoryProfile {
  readonly name: string;
  readonly duration: string;
}

export const policyScopes = ['new', 'open'] as const;
export type PolicyScope = (typeof policyScopes)[number];

/** Of the word lists these are no reasons: they say when the words of the others do not count. */
export const wordModifiers = ['harmless', 'context'] as const;

/** Word lists that trigger a reason: reason -> language -> words. */
export type ReasonWords = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** SLA targets, and the escalation chain when they are breached. */
export interface ResponsePolicy {
  readonly targets: Readonly<Record<Severity, Targets>>;
  /** For targets that name none. */
  readonly calendar?: string;
  /** The first that fits holds. */
  readonly overrides?: readonly PolicyOverride[];
  /** Share of the target after which a clock warns. */
  readonly warnAt: number;
  readonly ladder: readonly EscalationStep[];
  readonly straightToManagement: readonly string[];
  readonly topTiers: readonly string[];
  /** ISO 8601, counted from the resolution. */
  readonly reopenWindow: string;
  /** Whether a customer's message after the end, within the window, reopens the complaint. */
  readonly reopenOnMessage?: boolean;
  /** The total time a clock may be paused for the customer, ISO 8601, around the clock. */
  readonly pauseCap: string;
  readonly regulatory?: RegulatoryProfile;
  /** `open`: running clocks are recomputed under it; else they keep their targets. */
  readonly appliesTo?: PolicyScope;
  readonly words: ReasonWords;
}

export interface VersionedPolicy extends ResponsePolicy {
  readonly version: number;
}

/** Defaults. */
export const policyDefaults = {
  topTiers: ['platinum', 'vip', 'top'],
  reopenWindow: 'P14D',
  pauseCap: 'P14D',
} as const;

/** The last step of the chain: the target of immediate escalation. */
export const topLevelOfPolicy = (policy: ResponsePolicy): number => policy.ladder.at(-1)?.level ?? 3;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const areWords = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length <= 2000 &&
  value.every((word) => typeof word === 'string' && word.trim().length > 0 && word.length <= 100);

export const areReasonWords = (value: unknown): boolean =>
  isObject(value) &&
  Object.values(value).every((languages) => isObject(languages) && Object.values(languages).every(areWords));
