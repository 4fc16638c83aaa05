import { describe, expect, it } from '@jest/globals';
import type { Command } from '../command.ts';
import { after, answering, contextAt, hours, opened, worked } from '../complaint.builder.ts';
import { decide } from './decide.ts';
import { moveDuplicate, passOnAnswer } from './decide-duplicates.ts';

const of = '01926f3a-7c1e-7b54-9d0e-0000000000bb';
const original = { number: 'C-2026-000007', customer: 'crm-10042', answer: null };
const marking: Command = { name: 'mark-duplicate', of, original };
const undoing: Command = { name: 'undo-duplicate', reason: 'Another door.' };
const assigning: Command = { name: 'assign', assignee: 'anna' };

describe('undoing a duplicate', () => {
  it.each<[string, Command[]]>([
    ['received', []],
    ['acknowledged', [{ name: 'acknowledge' }]],
    ['assigned', [assigning]],
    ['assigned', [assigning, { name: 'wait-for-customer' }]],
    ['answered', [assigning, answering]],
  ])('leads to %s after %j, with the same clocks running (case 01)', (status, commands) => {
    const before = worked(opened(), ...commands);
    const marked = decide(before, marking, contextAt(after(hours(1)))).complaint;
    const { complaint } = decide(marked, undoing, contextAt(after(hours(2))));
    const { acknowledgedAt, answeredAt, endedAt } = before;
    expect(complaint).toMatchObject({ status, acknowledgedAt, answeredAt, endedAt, duplicateOf: null, cycle: 1 });
    const running = ({ clocks }: typeof before) => clocks.filter(({ metAt }) => !metAt).map(({ clock }) => clock);
    expect(running(complaint)).toEqual(running(before));
  });

  it('opens its escalations again, and what fell due meanwhile is due at once (case 01)', () => {
    const late = contextAt(after(hours(5)));
    const marked = decide(opened(), marking, late).complaint;
    expect(marked.escalations).toMatchObject([{ clock: 'acknowledge', level: 1, closedAt: late.now }]);
    const { complaint } = decide(marked, undoing, contextAt(after(hours(30))));
    expect(complaint.escalations.map(({ clock, level, closedAt }) => [clock, level, closedAt])).toEqual([
      ['acknowledge', 1, null],
      ['acknowledge', 2, null],
      ['acknowledge', 3, null],
      ['first_response', 1, null],
    ]);
  });
});

describe('the text for the customer of a duplicate', () => {
  const textOf = (language: string, different: object = {}) => {
    const command = { ...marking, original: { ...original, ...different } };
    return decide(opened({ language }), command, contextAt(after(1))).answers[0]?.text;
  };

  it.each(['en', 'zh-Hant', 'th', 'fr'])('names the original of its own, and no other (case 01): %s', (language) => {
    expect(textOf(language)).toContain(original.number);
    expect(textOf(language, { customer: 'crm-2' })).not.toContain(original.number);
    expect(textOf(language, { customer: 'crm-2' })).toContain('C-2026-000042');
    expect(textOf(language, { answer: 'It costs $& {number}.' })).toMatch(/C-2026-000042.*It costs \$& \{number\}\.$/);
  });

  it('is one more when the original is answered later, and none when it moves', () => {
    const duplicate = worked(opened(), marking);
    const told = passOnAnswer({ ...original, id: of, answer: 'On Monday.' }, 'email')(
      duplicate,
      contextAt(after(hours(3))),
    );
    expect(told.answers).toMatchObject([{ kind: 'duplicate', channel: 'web', sentAt: null, sentBy: null }]);
    const moved = moveDuplicate('01926f3a-7c1e-7b54-9d0e-0000000000cc')(duplicate, contextAt(after(hours(3))));
    expect([moved.answers, moved.complaint.status]).toEqual([[], 'duplicate']);
  });
});
