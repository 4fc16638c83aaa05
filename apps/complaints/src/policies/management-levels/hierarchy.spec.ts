import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { after, hours, t0 } from '../../complaint/complaint.builder.ts';
import {
  assertValidLevels,
  type EscalationChain,
  emptyHierarchy,
  type Hierarchy,
  type ManagementLevel,
  type Manager,
  peopleOf,
  resolveEscalationTarget,
  topLevelOf,
} from './hierarchy.ts';

const manager = (id: string, different: Partial<Manager> = {}): Manager => ({
  ...{ id, name: id.toUpperCase(), role: null, team: null, department: null, deputies: [], available: true },
  awayUntil: null,
  ...different,
});
const levels = (...people: readonly (readonly Manager[])[]): ManagementLevel[] =>
  people.map((some, index) => ({ level: index + 1, people: some }));
const hierarchy = (...people: readonly (readonly Manager[])[]): Hierarchy => ({
  levels: levels(...people),
  departments: { 'after-sales': 'service', field: 'service' },
  people: new Map(),
});
const at = (of: Hierarchy, level = 1, team = 'after-sales', now = t0) =>
  peopleOf(level, of, { team, chain: [], now }).map(({ id, deputyFor }) => (deputyFor ? `${id} for ${deputyFor}` : id));

describe('the people of a level', () => {
  it('are those of the team, of its department, and those for everybody', () => {
    const of = hierarchy([
      manager('anna', { team: 'after-sales' }),
      manager('ben', { team: 'field' }),
      manager('mara', { department: 'service' }),
      manager('noah', { department: 'finance' }),
      manager('olga'),
    ]);
    expect(at(of)).toEqual(['anna', 'mara', 'olga']);
    expect(at(of, 1, 'field')).toEqual(['ben', 'mara', 'olga']);
    expect(at(of, 1, 'billing')).toEqual(['olga']);
  });

  it.each([
    ['the deputy of one who is away', [manager('anna', { available: false, deputies: ['ben'] })], ['ben for anna']],
    [
      'the first deputy who is there',
      [manager('anna', { available: false, deputies: ['cleo', 'ben'] })],
      ['ben for anna'],
    ],
    ['the deputy of a deputy', [manager('anna', { available: false, deputies: ['cleo'] })], ['dan for anna']],
    ['nobody twice', [manager('anna', { available: false, deputies: ['ben'] }), manager('ben')], ['ben']],
    ['nobody, when all are away', [manager('anna', { available: false, deputies: ['eve'] })], []],
  ])('are %s', (_, first, expected) => {
    const others = [
      manager('ben'),
      manager('cleo', { available: false, deputies: ['dan', 'anna'] }),
      manager('dan'),
      manager('eve', { available: false, deputies: ['eve'] }),
    ];
    expect(at(hierarchy(first, others))).toEqual(expected);
  });

  it('are back when their time away is over, to the moment', () => {
    const of = hierarchy([manager('anna', { awayUntil: after(hours(1)).toISOString() })]);
    expect(at(of)).toEqual([]);
    expect(at(of, 1, 'after-sales', after(hours(1) - 1))).toEqual([]);
    expect(at(of, 1, 'after-sales', after(hours(1)))).toEqual(['anna']);
  });

  it('hold for any levels: everybody is available, listed once, for the own team only, and no available manager is missing', () => {
    fc.assert(
      fc.property(someHierarchy, fc.constantFrom('after-sales', 'field', 'billing'), (of, team) => {
        const everybody = of.levels.flatMap(({ people }) => people);
        for (const { level, people } of of.levels) {
          const found = peopleOf(level, of, { team, chain: [], now: t0 });
          expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
          for (const { id, deputyFor } of found) {
            expect(everybody.filter((one) => one.id === id).some((one) => one.available)).toBe(true);
            if (deputyFor) expect(everybody.find((one) => one.id === deputyFor)?.available).toBe(false);
          }
          const meant = people.filter(
            (one) => (one.team ?? team) === team && (one.department ?? of.departments[team]) === of.departments[team],
          );
          for (const one of meant) if (one.available) expect(found.map(({ id }) => id)).toContain(one.id);
          if (found.length > 0) expect(meant.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
// Everybody stands once, so that who is there is said once.
const someHierarchy: fc.Arbitrary<Hierarchy> = fc
  .tuple(
    ...ids.map((id) =>
      fc.record({
        level: fc.integer({ min: 1, max: 3 }),
        person: fc.record({
          scope: fc.constantFrom<Partial<Manager>>(
            {},
            { team: 'after-sales' },
            { team: 'field' },
            { department: 'service' },
          ),
          available: fc.boolean(),
          deputies: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 3 }),
        }),
        id: fc.constant(id),
      }),
    ),
  )
  .map((all) =>
    hierarchy(
      ...[1, 2, 3].map((level) =>
        all
          .filter((one) => one.level === level)
          .map(({ id, person: { scope, ...rest } }) => manager(id, { ...scope, ...rest })),
      ),
    ),
  );

describe('the target of an escalation', () => {
  const away = { available: false };

  const at = (level: number, of: Hierarchy, chain: EscalationChain = []) =>
    resolveEscalationTarget(level, of, { team: 'after-sales', chain, now: t0 });

  it.each([
    ['at its level', at(1, hierarchy([manager('a')], [manager('b')])), { level: 1, empty: [] }],
    ['above an empty level', at(1, hierarchy([manager('a', away)], [manager('b')])), { level: 2, empty: [1] }],
    [
      'above levels that nobody wrote down',
      at(1, { ...hierarchy(), levels: [{ level: 3, people: [manager('c')] }] }),
      { level: 3, empty: [1, 2] },
    ],
    [
      'before the highest level, when nobody is anywhere',
      at(1, hierarchy([manager('a', away)], [manager('b', away)])),
      { level: 2, empty: [1, 2], people: [] },
    ],
    [
      'the highest level of the chain, without people',
      at(1, hierarchy([manager('a', away)]), [{ level: 3 }]),
      { level: 3, empty: [1, 2, 3] },
    ],
    ['at its level, when nobody said who they are', at(2, emptyHierarchy), { level: 2, empty: [], people: null }],
    [
      'before those whom the policy names, or their deputies',
      at(1, hierarchy([manager('a')], [manager('b', { ...away, deputies: ['c'] }), manager('c')]), [
        { level: 1, people: ['b', 'zoe'] },
      ]),
      {
        level: 1,
        people: [
          { id: 'c', deputyFor: 'b' },
          { id: 'zoe', deputyFor: null },
        ],
      },
    ],
  ])('is %s', (_, place, expected) => expect(place).toMatchObject(expected));

  it('is never lower than meant and never above the highest, and says each empty level on the way', () => {
    fc.assert(
      fc.property(someHierarchy, fc.integer({ min: 1, max: 3 }), (of, level) => {
        const place = at(level, of);
        expect(place.level).toBeGreaterThanOrEqual(level);
        expect(place.level).toBeLessThanOrEqual(topLevelOf(of, []));
        const passed = place.empty.filter((one) => one < place.level);
        expect(passed).toEqual(Array.from({ length: place.level - level }, (_, index) => level + index));
        expect(place.people?.length === 0).toBe(place.empty.includes(place.level));
      }),
    );
  });
});

describe('the list of people', () => {
  const of = (anna: { deputy?: string | null; awayUntil?: Date | null }): Hierarchy => ({
    ...hierarchy([manager('anna', { deputies: ['ben'] }), manager('cleo')], [manager('ben')]),
    people: new Map([
      ['anna', { id: 'anna', name: 'Anna Lee', deputy: null, awayUntil: null, ...anna }],
      ['pia', { id: 'pia', name: 'Pia Wong', deputy: null, awayUntil: null }],
    ]),
  });
  const away = { awayUntil: after(hours(1)) };
  const names = (some: Hierarchy, now = t0) =>
    peopleOf(1, some, { team: 'after-sales', chain: [], now }).map(({ name }) => name);

  it('gives a level the names of who is in it', () => {
    expect(names(of({}))).toEqual(['Anna Lee', 'CLEO']);
  });

  it('says who is away and who acts for them, also somebody of no level', () => {
    expect(at(of({ ...away, deputy: 'pia' }))).toEqual(['pia for anna', 'cleo']);
    expect(names(of({ ...away, deputy: 'pia' }))).toEqual(['Pia Wong', 'CLEO']);
    expect(at(of({ ...away, deputy: 'pia' }), 1, 'after-sales', after(hours(1)))).toEqual(['anna', 'cleo']);
  });

  it('leaves the deputies of the level to whom names none', () => {
    expect(at(of(away))).toEqual(['ben for anna', 'cleo']);
  });

  it('has people whom only the policy names', () => {
    const chain = [{ level: 1, people: ['pia', 'zoe'] }];
    const found = peopleOf(1, of({}), { team: 'after-sales', chain, now: t0 });
    expect(found.map(({ name }) => name)).toEqual(['Pia Wong', 'zoe']);
  });
});

describe('levels of management', () => {
  const faultsOf = (some: readonly ManagementLevel[]): string[] => {
    try {
      assertValidLevels(some, new Set(['after-sales']), new Set(['pia']));
      return [];
    } catch (error) {
      return (error as { errors: { pointer: string; code: string }[] }).errors.map(
        ({ pointer, code }) => `${pointer} ${code.replace('management-levels.', '')}`,
      );
    }
  };

  it('name every fault they have', () => {
    expect(
      faultsOf(levels([manager('anna', { team: 'after-sales', deputies: ['ben', 'pia'] })], [manager('ben')])),
    ).toEqual([]);
    expect(
      faultsOf([
        { level: 2, people: [manager('anna'), manager('anna')] },
        { level: 2, people: [manager('ben', { team: 'nowhere', department: 'service', deputies: ['ben', 'zoe'] })] },
      ]),
    ).toEqual([
      '/levels/0/people/1/id repeated-person',
      '/levels/1/level wrong-order',
      '/levels/1/people/0/department team-and-department',
      '/levels/1/people/0/team unknown-team',
      '/levels/1/people/0/deputies/0 own-deputy',
      '/levels/1/people/0/deputies/1 unknown-deputy',
    ]);
  });
});
