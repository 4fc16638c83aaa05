import { FieldErrors, RuleBroken } from '@harken/errors';
import { isPositive } from '../../calendars/duration.ts';

/** Money in the smallest unit of its currency. */
export interface Amount {
  readonly minor: number;
  readonly currency: string;
}

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
/** ISO 4217. */
export const isCurrency = (code: string): boolean => currencies.has(code);

export const approverRoles = ['call_centre', 'handler', 'supervisor', 'manager'] as const;
export type ApproverRole = (typeof approverRoles)[number];
const managementRoles: readonly string[] = ['supervisor', 'manager'];

export interface ApprovalLimit {
  readonly role: ApproverRole;
  readonly currency: string;
  /** In the smallest unit of the currency, inclusive. */
  readonly upTo: number;
}

export interface Threshold {
  readonly currency: string;
  readonly amount: number;
}

/** Approval limits per role and currency. A role without a limit in a currency cannot approve anything in it. */
export interface CompensationLimits {
  readonly limits: readonly ApprovalLimit[];
  readonly fourEyesAbove: readonly Threshold[];
  /** Per currency; without a threshold, management decides above the limits of all other roles. */
  readonly managementAbove: readonly Threshold[];
  /** ISO 8601: what a customer got in this time before counts together with the next one. */
  readonly window: string;
  /** ISO 8601. */
  readonly proposalExpiresAfter: string;
  readonly fulfilWithin: string;
}

export interface VersionedLimits extends CompensationLimits {
  readonly version: number;
}

/** The reason for immediate escalation of a proposal, if the response policy lists it. */
export const aboveLimit = 'compensation_above_limit';

/** Defaults. */
export const limitsDefaults = {
  fourEyesAbove: [],
  managementAbove: [],
  window: 'P30D',
  proposalExpiresAfter: 'P14D',
  fulfilWithin: 'P7D',
} as const;

/** The highest limit of the roles; null if none of them has one in this currency. */
export function limitFor({ limits }: CompensationLimits, roles: readonly string[], currency: string): number | null {
  const own = limits.filter((limit) => limit.currency === currency && roles.includes(limit.role));
  return own.length === 0 ? null : Math.max(...own.map(({ upTo }) => upTo));
}

/**
 * What the customer of a complaint was promised in one currency within the window, in its smallest unit: approved and not
 * cancelled, and proposed and still open.
 */
export interface CommittedSums {
  readonly approved: number;
  readonly proposed: number;
}

export const nothingCommitted: CommittedSums = { approved: 0, proposed: 0 };

export const amountWith = (amount: Amount | null, committed: number): Amount | null =>
  amount && { ...amount, minor: amount.minor + committed };

/** Throws if no role has a limit in the currency: nobody could ever approve it. */
export function assertSomebodyApproves({ limits }: CompensationLimits, amount: Amount | null): void {
  if (amount && !limits.some(({ currency }) => currency === amount.currency))
    throw new RuleBroken('compensation.currency-without-limit', `Nobody approves anything in ${amount.currency}.`, {
      currency: amount.currency,
    });
}

/**
 * Throws if the amount exceeds the roles' limit; `committed` of it was approved before. Without an amount there is no
 * limit.
 */
export function assertWithinLimit(
  limits: CompensationLimits,
  roles: readonly string[],
  amount: Amount | null,
  committed = 0,
): void {
  if (!amount) return;
  const { minor, currency } = amount;
  const upTo = limitFor(limits, roles, currency);
  if (upTo === null)
    throw new RuleBroken('compensation.no-limit', `Your role approves nothing in ${currency}.`, { currency });
  if (minor > upTo)
    throw new RuleBroken('compensation.above-limit', `Your role approves up to ${upTo} ${currency} (minor units).`, {
      currency,
      upTo,
      committed,
    });
}

export function needsFourEyes({ fourEyesAbove }: CompensationLimits, amount: Amount | null): boolean {
  const threshold = amount && thresholdIn(fourEyesAbove, amount.currency);
  return threshold != null && amount !== null && amount.minor > threshold;
}

export function needsManagement(limits: CompensationLimits, amount: Amount | null): boolean {
  if (!amount) return false;
  const others = approverRoles.filter((role) => !isManagement([role]));
  const upTo = thresholdIn(limits.managementAbove, amount.currency) ?? limitFor(limits, others, amount.currency) ?? 0;
  return amount.minor > upTo;
}

export const isManagement = (roles: readonly string[]): boolean => roles.some((role) => managementRoles.includes(role));

const thresholdIn = (thresholds: readonly Threshold[], currency: string): number | undefined =>
  thresholds.find((one) => one.currency === currency)?.amount;

/** Throws with every fault of the limits. */
export function assertValidLimits(limits: CompensationLimits): void {
  const errors = new FieldErrors();
  checkEntries(limits.limits, errors.at('limits'), ({ role, currency }) => `${role} ${currency}`);
  checkEntries(limits.fourEyesAbove, errors.at('fourEyesAbove'), ({ currency }) => currency);
  checkEntries(limits.managementAbove, errors.at('managementAbove'), ({ currency }) => currency);
  for (const name of ['window', 'proposalExpiresAfter', 'fulfilWithin'] as const)
    errors
      .at(name)
      .addIf(!isPositive(limits[name]), invalid, 'Not an ISO 8601 duration of more than nothing (PT4H, P14D).');
  errors.throwIfAny(invalid, 'The limits cannot be kept.');
}

const invalid = 'compensation-limits.invalid';

function checkEntries<T extends { currency: string }>(
  items: readonly T[],
  errors: FieldErrors,
  nameOf: (item: T) => string,
): void {
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    errors.at(index, 'currency').addIf(!isCurrency(item.currency), invalid, 'Not a currency of ISO 4217.');
    errors.at(index).addIf(seen.has(nameOf(item)), invalid, 'Said twice: which one holds?');
    seen.add(nameOf(item));
  }
}
