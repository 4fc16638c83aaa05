import { expect, describe as group, it } from '@jest/globals';
import fc from 'fast-check';
import { type Customer, createCustomer, createStub, type Profile, updateProfile } from './customer.ts';

const now = new Date('2026-03-01T00:00:00Z');
const day = (n: number) => `2026-03-0${n}T00:00:00.000Z`;
const profile = (tier: string): Profile => ({
  name: 'Somchai',
  segments: [],
  tier,
  stage: null,
  language: null,
  attributes: {},
  consents: {},
  contactPoints: [],
});
const stub = createStub({ id: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e', externalId: 'c' }, now);

group('describing a customer', () => {
  it('ends with the newest profile in any order of arrival', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }), (days) => {
        const last = days.reduce<Customer>(
          (stored, n) => updateProfile(stored, profile(`t${n}`), day(n)).customer,
          stub,
        );
        expect(last).toMatchObject({ tier: `t${Math.max(...days)}`, updatedAt: day(Math.max(...days)), stub: false });
      }),
    );
  });

  it('publishes a change, but no repeated or outdated profile', () => {
    const { customer } = createCustomer(stub, profile('gold'), day(2), now);
    expect(updateProfile(customer, profile('gold'), day(2))).toMatchObject({ outcome: 'confirmed', events: [] });
    expect(updateProfile(customer, profile('gold'), day(3))).toMatchObject({ outcome: 'confirmed', events: [] });
    expect(updateProfile(customer, profile('iron'), day(1))).toMatchObject({ outcome: 'outdated', events: [] });
    expect(updateProfile(customer, profile('iron'), day(3)).events).toHaveLength(1);
  });

  it('keeps the newer of two profiles of one millisecond (case 06)', () => {
    const at = (digits: string) => `2026-11-30T10:00:00.${digits}Z`;
    const { customer } = createCustomer(stub, profile('gold'), at('123900'), now);
    expect(updateProfile(customer, profile('basic'), at('123100'))).toMatchObject({ outcome: 'outdated', events: [] });
    expect(updateProfile(customer, profile('basic'), at('123'))).toMatchObject({ outcome: 'outdated' });
    const newer = updateProfile(customer, profile('iron'), at('123900001'));
    expect(newer).toMatchObject({ outcome: 'changed', customer: { updatedAt: at('123900001') } });
    expect(newer.events[0]?.data).toMatchObject({ updatedAt: at('123900001') });
  });

  it('ignores the order of fields, and publishes no name', () => {
    const first = { ...profile('gold'), attributes: { a: 1, b: { c: 2, d: 3 } } };
    const { customer, events } = createCustomer(stub, first, day(2), now);
    const again = { ...profile('gold'), attributes: { b: { d: 3, c: 2 }, a: 1 } };
    expect(updateProfile(customer, again, day(2)).outcome).toBe('confirmed');
    expect(JSON.stringify(events)).not.toContain('Somchai');
  });
});
