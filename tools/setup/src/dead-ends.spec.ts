import { describe, expect, it } from '@jest/globals';
import { deadEnds, type SetUp } from './dead-ends.ts';

const now = new Date('2026-03-02T10:00:00Z');
const whole: SetUp = {
  teams: [{ id: 'care', members: [{ id: 'anna', available: true }] }],
  people: [{ id: 'anna', teams: ['care'] }, { id: 'mara' }],
  levels: [{ level: 1, people: [{ id: 'mara', available: true }] }],
  routing: { fallbackTeam: 'care', rules: [{ id: 'all', team: 'care' }] },
  ladder: [{ level: 1 }],
  limits: [{}],
  touchpoints: [{ id: 'handover', team: 'care' }],
  standards: [{ id: 'handover-nps', owner: 'care' }],
  monitors: [{ id: 'handover-nps', standard: 'handover-nps' }],
  subscriptions: [{ name: 'calls', status: 'active' }],
  now,
};

describe('what leads nowhere', () => {
  it('is nothing where everything has somebody', () => {
    expect(deadEnds(whole)).toEqual([]);
  });

  const cases: readonly [string, Partial<SetUp>, string][] = [
    [
      'a team without members',
      { teams: [{ id: 'care', members: [] }] },
      'team care: has no members; what goes there waits',
    ],
    ['a member who is no person', { people: [{ id: 'mara' }] }, 'team care: member anna is no person'],
    [
      'a team of people who are away',
      { teams: [{ id: 'care', members: [{ id: 'anna', awayUntil: '2026-03-03T00:00:00Z' }] }] },
      'team care: everybody is away',
    ],
    [
      'a person in no known team',
      { people: [{ id: 'anna', teams: ['x'] }, { id: 'mara' }] },
      'person anna: team x does not exist',
    ],
    ['levels that nobody published', { levels: [] }, 'management levels: none are published; escalations reach nobody'],
    [
      'a level of the chain without people',
      { ladder: [{ level: 1 }, { level: 2 }] },
      'management level 2: nobody stands there',
    ],
    [
      'a level whose people are away without a deputy',
      { levels: [{ level: 1, people: [{ id: 'mara', available: false, deputies: ['mara'] }] }] },
      'management level 1: everybody is away, without a deputy',
    ],
    [
      'a fallback team that is not there',
      { routing: { fallbackTeam: 'x', rules: [] } },
      'routing rules: the fallback team x does not exist',
    ],
    ['no limits', { limits: [] }, 'compensation limits: nobody may approve any compensation'],
    [
      'a touchpoint of nobody',
      { touchpoints: [{ id: 'handover', team: null }] },
      'touchpoint handover: no team owns it',
    ],
    [
      'a standard whose owner is unknown',
      { standards: [{ id: 'handover-nps', owner: 'x' }] },
      'standard handover-nps: its owner x is neither a team nor a person',
    ],
    ['a standard that nobody watches', { monitors: [] }, 'standard handover-nps: no monitor watches it'],
    ['no subscription', { subscriptions: [] }, 'subscriptions: there is none; alerts reach only those who look'],
  ];
  it.each(cases)('is %s', (_, different, sentence) => {
    expect(deadEnds({ ...whole, ...different })).toEqual([sentence]);
  });
});
