import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Customer, createStub, emptyProfile, type Profile } from './customer.ts';
import { merge, undoMerge } from './merge.ts';
import { combined, fieldsFrom, membersOf, ownOf } from './merged-profile.ts';

const at = (day: number) => new Date(Date.UTC(2026, 2, day));
const customer = (id: string, profile: Partial<Profile> = {}): Customer => ({
  ...createStub({ id, externalId: `crm-${id}` }, at(1)),
  ...profile,
  ...(Object.keys(profile).length > 0 && { stub: false, updatedAt: at(1).toISOString() }),
});

/** Keeps all customers, as the table does. */
class World {
  constructor(public all: Customer[]) {}
  get = (id: string): Customer => this.all.find((one) => one.id === id) as Customer;
  rootOf = (id: string): Customer => this.get(this.get(id).currentId);
  groups = (...ids: string[]): Customer[] => {
    const roots = new Set(ids.map((id) => this.get(id).currentId));
    return this.all.filter(({ currentId }) => roots.has(currentId));
  };
  save = (changed: readonly Customer[]): void => {
    this.all = this.all.map((one) => changed.find(({ id }) => id === one.id) ?? one);
  };
  merge = (kept: string, merged: string, day = 2) => {
    const decision = merge(this.get(kept), this.get(merged), this.groups(kept, merged), at(day));
    if (decision) this.save(decision.changed);
    return decision;
  };
  undo = (kept: string, merged: string, day = 3) => {
    const decision = undoMerge(this.get(kept), this.get(merged), this.groups(kept, merged), at(day));
    this.save(decision.changed);
    return decision;
  };
}

const plain = ({ version: _, ...rest }: Customer) => rest;

describe('of two customers that are merged', () => {
  it('a known field of the one that stays wins, lists are joined, and a refusal is kept', () => {
    const world = new World([
      customer('a', { name: 'A', segments: ['owner'], attributes: { x: 1 }, consents: { surveys: true } }),
      customer('b', {
        ...{ name: 'B', tier: 'gold', segments: ['tenant'], attributes: { x: 2, y: 2 } },
        consents: { surveys: false, news: true },
      }),
    ]);
    const decision = world.merge('a', 'b');
    expect(decision?.customer).toMatchObject({
      ...{ name: 'A', tier: 'gold', segments: ['owner', 'tenant'], attributes: { x: 1, y: 2 } },
      consents: { surveys: false, news: true },
    });
    const members = membersOf('a', world.all);
    expect(fieldsFrom(members[1] as Customer, members)).toEqual(['segments', 'tier', 'attributes', 'consents']);
  });

  it('everybody merged before names who stays in an event of its own, so that readers need no chains', () => {
    const world = new World([
      customer('a', { name: 'A' }),
      customer('b', { name: 'B' }),
      customer('c', { tier: 'gold' }),
    ]);
    world.merge('b', 'c');
    const events = world.merge('a', 'b')?.events ?? [];
    expect(
      events.map(({ contract, subject, data }) => [
        contract.type,
        subject,
        (data as never as Event).customer.externalId,
      ]),
    ).toEqual([
      ['harken.feedback.customers-merged.v1', 'b', 'crm-a'],
      ['harken.feedback.customers-merged.v1', 'c', 'crm-a'],
      ['harken.feedback.customer-changed.v1', 'a', 'crm-a'],
    ]);
    expect(world.rootOf('c')).toMatchObject({ id: 'a', tier: 'gold' });
    const undone = world.undo('a', 'b').events.map(({ contract, subject }) => [contract.type.split('.')[2], subject]);
    expect(undone).toEqual([
      ['customers-unmerged', 'b'],
      ['customers-merged', 'c'],
      ['customer-changed', 'a'],
      ['customer-changed', 'b'],
    ]);
    expect(world.rootOf('c')).toMatchObject({ id: 'b', tier: 'gold' });
  });

  it('the same again changes nothing; into itself, into a part of itself, or from elsewhere is refused', () => {
    const world = new World(['a', 'b', 'c', 'd'].map((id) => customer(id, { name: id })));
    world.merge('a', 'b');
    expect(world.merge('a', 'b')).toBeNull();
    const codeOf = (work: () => unknown) => {
      try {
        return work();
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(codeOf(() => world.merge('a', 'a'))).toBe('customer.same');
    expect(codeOf(() => world.merge('b', 'a'))).toBe('customer.same');
    expect(codeOf(() => world.merge('c', 'b'))).toBe('customer.merged-elsewhere');
    expect(codeOf(() => world.undo('c', 'b'))).toBe('customer.merged-elsewhere');
    expect(codeOf(() => world.undo('a', 'd'))).toBe('customer.not-merged');
    expect(codeOf(() => world.undo('a', 'b', 33))).toBe('customer.merge-final');
  });
});

interface Event {
  readonly customer: { readonly externalId: string };
}

const ids = ['a', 'b', 'c', 'd', 'e'];
const someProfile: fc.Arbitrary<Profile> = fc.record({
  name: fc.option(fc.constantFrom('Ann', 'Bo'), { nil: null }),
  segments: fc.uniqueArray(fc.constantFrom('s1', 's2', 's3')),
  tier: fc.option(fc.constantFrom('gold', 'silver'), { nil: null }),
  stage: fc.option(fc.constantFrom('x', 'y'), { nil: null }),
  language: fc.option(fc.constantFrom('en', 'th'), { nil: null }),
  attributes: fc.dictionary(fc.constantFrom('p', 'q'), fc.integer()),
  consents: fc.dictionary(fc.constantFrom('surveys', 'news'), fc.boolean()),
  contactPoints: fc.constant(emptyProfile.contactPoints),
});

describe('merges and their undoing, in any order', () => {
  const step = fc.record({ undo: fc.boolean(), kept: fc.constantFrom(...ids), merged: fc.constantFrom(...ids) });

  it('never lose anybody, never go in circles, and give each back exactly what it was', () => {
    fc.assert(
      fc.property(
        fc.array(someProfile, { minLength: 5, maxLength: 5 }),
        fc.array(step, { maxLength: 25 }),
        (profiles, steps) => {
          const before = ids.map((id, index) => customer(id, { ...profiles[index], stage: `stage-${id}` }));
          const world = new World(before);
          for (const [day, { undo, kept, merged }] of steps.entries()) {
            try {
              if (undo) world.undo(kept, merged, day + 2);
              else world.merge(kept, merged, day + 2);
            } catch (error) {
              expect((error as { code?: string }).code).toMatch(/^customer\./);
            }
            for (const one of world.all) {
              const root = world.get(one.currentId);
              expect([root.id, root.currentId, root.mergedInto]).toEqual([root.id, root.id, null]);
              if (one.mergedInto) expect(world.get(one.mergedInto).currentId).toBe(one.currentId);
              expect(ownOf(one)).toMatchObject(ownOf(before.find(({ id }) => id === one.id) as Customer));
            }
            for (const root of world.all.filter(({ mergedInto }) => !mergedInto))
              expect(plain(root)).toEqual(plain(combined(membersOf(root.id, world.all))));
          }
          // Undone to the end.
          for (let left = true; left; ) {
            const one = world.all.find(({ mergedInto }) => mergedInto);
            if (one) world.undo(one.currentId, one.id, steps.length + 2);
            left = one !== undefined;
          }
          expect(world.all.map(plain)).toEqual(before.map(plain));
        },
      ),
      { numRuns: 300 },
    );
  });
});
