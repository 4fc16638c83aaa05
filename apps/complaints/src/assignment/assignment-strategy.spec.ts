import { describe, expect, it } from '@jest/globals';
import { businessCalendar } from '../calendars/business-calendar.ts';
import type { LoadedTeam, Member } from '../teams/team.ts';
import { type AssignmentRequest, assign } from './assignment-strategy.ts';

const now = new Date('2026-03-02T09:00:00.000Z');
const hours = { name: 'Desk', zone: 'UTC', week: { monday: [{ from: '09:00', to: '17:00' }] } };
const always = { version: 1, effectiveFrom: new Date(0), holidays: [], publicHolidays: null, exceptions: [] };
const desk = businessCalendar('desk', [{ ...hours, ...always }]);
const presence = { now, calendars: new Map([['desk', desk]]) };
const anything: AssignmentRequest = { language: null, category: null, touchpoint: null, skills: [] };
const times = (count: number, wanted: Partial<AssignmentRequest> = {}): AssignmentRequest[] =>
  Array(count).fill({ ...anything, ...wanted });

const member = (id: string, more: Partial<Member> = {}): Member => ({
  ...{ id: id.replace('!', ''), name: id, role: 'handler', available: !id.endsWith('!') },
  ...more,
});
const members = (...ids: string[]): Member[] => ids.map((id) => member(id));
const team = (of: Member[], more: Partial<LoadedTeam> = {}): LoadedTeam => ({
  ...{ id: 'team', members: of, assignment: 'round_robin' as const, load: null },
  ...more,
});
const dealt = (of: Member[], wanted: AssignmentRequest[], line: string[] = []) =>
  assign(team(of), line, wanted, presence).assignees;

describe('round robin', () => {
  it.each([
    [['a', 'b', 'c'], [], ['a', 'b', 'c', 'a']],
    [['a', 'b', 'c'], ['a'], ['b', 'c', 'a', 'b']],
    [
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
      ['a', 'b', 'c', 'a'],
    ],
    [['a', 'b!', 'c'], ['a'], ['c', 'a', 'c', 'a']],
    [['a', 'b!', 'c!'], ['a'], ['a', 'a', 'a', 'a']],
    [['a!', 'b!'], ['a'], [null, null, null, null]],
    [
      ['a', 'c'],
      ['a', 'b', 'c'],
      ['a', 'c', 'a', 'c'],
    ],
    [[], [], [null, null, null, null]],
  ])('of %j after %j is %j', (ids, line, expected) => expect(dealt(members(...ids), times(4), line)).toEqual(expected));

  it('goes on where it stopped', () => {
    const of = members('a', 'b', 'c');
    const first = assign(team(of), [], times(2), presence);
    expect(assign(team(of), first.rotation, times(2), presence).assignees).toEqual(['c', 'a']);
  });

  it('is fair also to members behind a colleague with a needed language', () => {
    const of = [member('thai', { languages: ['th', 'en'] }), ...members('b', 'c')];
    const mixed = Array.from({ length: 12 }, (_, index) => ({ ...anything, language: index % 2 ? null : 'th' }));
    const assignees = dealt(of, mixed);
    expect(assignees.filter((id) => id === 'b')).toHaveLength(3);
    expect(assignees.filter((id) => id === 'c')).toHaveLength(3);
  });
});

describe('least loaded', () => {
  const least = (of: Member[], load: Record<string, number>, count = 1) =>
    assign(team(of, { assignment: 'least_loaded', load }), [], times(count), presence).assignees;
  it('is the one who is there with the fewest open complaints, the first among equals', () => {
    const load = { a: 3, b: 1, c: 1 };
    expect(least(members('a', 'b', 'c'), load)).toEqual(['b']);
    expect(least(members('a', 'b!', 'c'), load)).toEqual(['c']);
    expect(least(members('a', 'b', 'd'), load)).toEqual(['d']);
    expect(least(members('a!'), load)).toEqual([null]);
    expect(least(members('a', 'b'), load, 4)).toEqual(['b', 'b', 'a', 'b']);
  });
});

describe('who gets a complaint', () => {
  const anna = member('anna', { languages: ['en', 'zh'] });
  const chai = member('chai', { languages: ['th'], skills: ['plumbing'] });
  const dora = member('dora', { skills: ['Defect', 'plumbing'] });

  it.each<[string, Partial<AssignmentRequest>, string[]]>([
    ['speaks its language', { language: 'th' }, ['chai', 'chai']],
    ['speaks the language of the region', { language: 'zh-Hant-HK' }, ['anna', 'anna']],
    ['has at least not said to speak only others', { language: 'fr' }, ['dora', 'dora']],
    ['knows what the rule asks for', { skills: ['PLUMBING'] }, ['chai', 'dora']],
    ['speaks it before knowing it', { language: 'zh', skills: ['plumbing'] }, ['anna', 'anna']],
    ['knows the category', { category: 'defect' }, ['dora', 'dora']],
    ['knows the touchpoint', { touchpoint: 'defect' }, ['dora', 'dora']],
    ['is anybody for what nobody knows better', { skills: ['law'] }, ['anna', 'chai']],
  ])('%s', (_, wanted, expected) => expect(dealt([anna, chai, dora], times(2, wanted))).toEqual(expected));

  it('is another one while those who speak it are away', () => {
    const away = { ...chai, available: false };
    expect(dealt([anna, away], times(1, { language: 'th' }))).toEqual(['anna']);
  });

  it('is at work by their calendar', () => {
    const of = [member('a', { calendar: 'desk' }), member('b', { calendar: 'unknown' })];
    const at = (time: string) => assign(team(of), [], times(2), { ...presence, now: new Date(time) }).assignees;
    expect(at('2026-03-02T09:00:00.000Z')).toEqual(['a', 'b']);
    expect(at('2026-03-02T17:00:00.000Z')).toEqual(['b', 'b']);
  });

  it('is there: away until then means not before', () => {
    const until = (awayUntil: string) => dealt([member('a', { awayUntil }), member('b')], times(2));
    expect(until('2026-03-02T09:00:00.001Z')).toEqual(['b', 'b']);
    expect(until('2026-03-02T09:00:00.000Z')).toEqual(['a', 'b']);
  });
});
