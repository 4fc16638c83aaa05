import { RuleBroken } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Amount,
  approverRoles,
  assertValidLimits,
  assertWithinLimit,
  type CompensationLimits,
  isManagement,
  limitFor,
  limitsDefaults,
  needsFourEyes,
  needsManagement,
} from './compensation-limits.ts';

const currencies = ['EUR', 'HKD', 'THB'] as const;
const anyCurrency = fc.constantFrom(...currencies);
const anyMinor = fc.integer({ min: 1, max: 1_000_000 });
const anyAmount: fc.Arbitrary<Amount> = fc.record({ minor: anyMinor, currency: anyCurrency });
const anyRoles = fc.uniqueArray(fc.constantFrom(...approverRoles), { minLength: 1 });
const thresholds = fc.uniqueArray(
  fc.record({ currency: anyCurrency, amount: fc.integer({ min: 0, max: 1_000_000 }) }),
  { selector: ({ currency }) => currency },
);
const anyLimits: fc.Arbitrary<CompensationLimits> = fc.record({
  limits: fc.uniqueArray(
    fc.record({
      role: fc.constantFrom(...approverRoles),
      currency: anyCurrency,
      upTo: fc.integer({ min: 0, max: 1_000_000 }),
    }),
    { selector: ({ role, currency }) => `${role} ${currency}` },
  ),
  fourEyesAbove: thresholds,
  managementAbove: thresholds,
  window: fc.constant('P30D'),
  proposalExpiresAfter: fc.constant('P14D'),
  fulfilWithin: fc.constant('P7D'),
});

const approves = (limits: CompensationLimits, roles: readonly string[], amount: Amount | null): boolean => {
  try {
    assertWithinLimit(limits, roles, amount);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(RuleBroken);
    return false;
  }
};

describe('approval limits', () => {
  it('let a role approve an amount if and only if one of its own limits in that currency reaches it', () =>
    fc.assert(
      fc.property(anyLimits, anyRoles, anyAmount, (limits, roles, amount) => {
        const reaches = limits.limits.some(
          ({ role, currency, upTo }) => roles.includes(role) && currency === amount.currency && amount.minor <= upTo,
        );
        expect(approves(limits, roles, amount)).toBe(reaches);
      }),
    ));

  it('let who approves an amount approve every smaller one, and no role takes from another', () =>
    fc.assert(
      fc.property(anyLimits, anyRoles, anyRoles, anyAmount, anyMinor, (limits, roles, more, amount, other) => {
        const smaller = { ...amount, minor: Math.min(amount.minor, other) };
        if (!approves(limits, roles, amount)) return;
        expect(approves(limits, roles, smaller)).toBe(true);
        expect(approves(limits, [...roles, ...more], amount)).toBe(true);
      }),
    ));

  it('say nothing of another currency: none at all where none is named', () =>
    fc.assert(
      fc.property(anyLimits, anyRoles, anyAmount, (limits, roles, amount) => {
        const without = { ...limits, limits: limits.limits.filter(({ currency }) => currency !== amount.currency) };
        expect(limitFor(without, roles, amount.currency)).toBeNull();
        expect(approves(without, roles, amount)).toBe(false);
      }),
    ));

  it('do not bind what costs nothing', () =>
    fc.assert(fc.property(anyLimits, anyRoles, (limits, roles) => expect(approves(limits, roles, null)).toBe(true))));

  it('reach as far as they say, and are named in the refusal', () => {
    const limits = { ...limitsDefaults, limits: [{ role: 'handler', currency: 'EUR', upTo: 5000 }] as const };
    expect(approves(limits, ['handler'], { minor: 5000, currency: 'EUR' })).toBe(true);
    expect(() => assertWithinLimit(limits, ['handler'], { minor: 5001, currency: 'EUR' })).toThrow(
      expect.objectContaining({
        code: 'compensation.above-limit',
        details: { currency: 'EUR', upTo: 5000, committed: 0 },
      }),
    );
    expect(() => assertWithinLimit(limits, ['handler'], { minor: 1, currency: 'THB' })).toThrow(
      expect.objectContaining({ code: 'compensation.no-limit' }),
    );
  });
});

describe('management', () => {
  it('decides above its threshold, else above the limits of all other roles', () =>
    fc.assert(
      fc.property(anyLimits, anyAmount, (limits, amount) => {
        const threshold = limits.managementAbove.find(({ currency }) => currency === amount.currency);
        const others = approverRoles.filter((role) => !isManagement([role]));
        const expected = threshold ? amount.minor > threshold.amount : !approves(limits, others, amount);
        expect(needsManagement(limits, amount)).toBe(expected);
      }),
    ));

  it('is not bothered with an apology', () => {
    expect(needsManagement({ ...limitsDefaults, limits: [] }, null)).toBe(false);
  });
});

describe('four eyes', () => {
  it('are needed above the amount, not at it, and only in its currency', () => {
    const limits = { ...limitsDefaults, limits: [], fourEyesAbove: [{ currency: 'EUR', amount: 200 }] };
    expect([199, 200, 201].map((minor) => needsFourEyes(limits, { minor, currency: 'EUR' }))).toEqual([
      false,
      false,
      true,
    ]);
    expect(needsFourEyes(limits, { minor: 201, currency: 'HKD' })).toBe(false);
    expect(needsFourEyes(limits, null)).toBe(false);
  });
});

describe('limits that cannot be kept', () => {
  it('are refused with every fault', () => {
    const twice = { role: 'handler', currency: 'EUR', upTo: 1 } as const;
    const limits: CompensationLimits = {
      limits: [twice, twice, { ...twice, currency: 'QQQ' }],
      fourEyesAbove: [{ currency: 'XYZ', amount: 1 }],
      managementAbove: [],
      window: 'P1M',
      proposalExpiresAfter: 'soon',
      fulfilWithin: 'PT0S',
    };
    expect(() => assertValidLimits(limits)).toThrow(
      expect.objectContaining({
        code: 'compensation-limits.invalid',
        errors: [
          expect.objectContaining({ pointer: '/limits/1' }),
          expect.objectContaining({ pointer: '/limits/2/currency' }),
          expect.objectContaining({ pointer: '/fourEyesAbove/0/currency' }),
          expect.objectContaining({ pointer: '/window' }),
          expect.objectContaining({ pointer: '/proposalExpiresAfter' }),
          expect.objectContaining({ pointer: '/fulfilWithin' }),
        ],
      }),
    );
  });
});
