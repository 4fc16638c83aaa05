import type { Invalid } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import { courseOf, type StatedCourse } from './course-of-past.ts';

const now = new Date('2026-03-02T09:00:00.000Z');
const day = (n: number): string => `2016-03-${String(n).padStart(2, '0')}T09:00:00.000Z`;
const answered = { answers: [{ outcome: 'upheld' as const, sentAt: day(4) }] };
const read = (stated: Partial<StatedCourse>) => courseOf({ openedAt: day(2), ...stated }, now);
const faultsOf = (stated: Partial<StatedCourse>): string[] => {
  try {
    read(stated);
    return [];
  } catch (error) {
    const { code, errors } = error as Invalid;
    return [code, ...errors.map((one) => `${one.pointer} ${one.code}`)];
  }
};

describe('the course of an imported complaint', () => {
  it.each<[string, Partial<StatedCourse>]>([
    ['received', {}],
    ['acknowledged', { acknowledgedAt: day(3) }],
    ['assigned', { assignee: 'anna' }],
    ['answered', answered],
    ['resolved', { ...answered, resolvedAt: day(5) }],
    ['closed', { ...answered, resolvedAt: day(5), closedAt: day(6) }],
  ])('is %s by its times', (status, stated) => {
    expect(read(stated).status).toBe(status);
  });

  it('takes from each other what is not given', () => {
    expect(read({ ...answered, closedAt: day(6) })).toMatchObject({
      status: 'closed',
      acknowledgedAt: new Date(day(4)),
      answeredAt: new Date(day(4)),
      endedAt: new Date(day(6)),
      closedAt: new Date(day(6)),
    });
    expect(read({ answeredAt: day(3), answers: [{ outcome: 'upheld' }] }).answersSentAt).toEqual([new Date(day(3))]);
    expect(read({ messages: [{ direction: 'out', channel: 'email', at: day(3) }] }).acknowledgedAt).toEqual(
      new Date(day(3)),
    );
  });

  it('may be rejected or withdrawn with what the customer was told', () => {
    expect(read({ status: 'rejected', ...answered }).endedAt).toEqual(new Date(day(4)));
    expect(read({ status: 'withdrawn', answers: [{ sentAt: day(5) }] }).endedAt).toEqual(new Date(day(5)));
  });

  it.each<[Partial<StatedCourse>]>([
    [{ resolvedAt: day(5) }],
    [{ closedAt: day(5), answers: [] }],
    [{ answeredAt: day(5) }],
    [{ status: 'rejected', resolvedAt: day(5) }],
    [{ status: 'withdrawn', resolvedAt: day(5) }],
    [{ status: 'closed' }],
  ])('does not end without an answer: %j', (stated) => {
    expect(faultsOf(stated)[0]).toBe('complaint.answer-missing');
  });

  it.each<[string, Partial<StatedCourse>]>([
    ['/acknowledgedAt', { acknowledgedAt: day(1) }],
    ['/answeredAt', { ...answered, acknowledgedAt: day(5), answeredAt: day(4) }],
    [
      '/resolvedAt',
      { answers: [{ outcome: 'upheld' as const, sentAt: day(3) }], answeredAt: day(4), resolvedAt: day(3) },
    ],
    ['/closedAt', { ...answered, resolvedAt: day(6), closedAt: day(5) }],
    ['/answers/0/sentAt', { answers: [{ outcome: 'upheld', sentAt: day(1) }] }],
    ['/answers', { answers: [{ outcome: 'upheld', sentAt: day(7) }], closedAt: day(6) }],
    ['/messages/0/at', { messages: [{ direction: 'in', channel: 'email', at: day(1) }] }],
    ['/escalations/0/at', { escalations: [{ level: 1, at: day(1) }] }],
    ['/escalations/0/closedAt', { escalations: [{ level: 1, at: day(3), closedAt: day(2) }] }],
    ['/escalations/0/at', { ...answered, closedAt: day(6), escalations: [{ level: 1, at: day(7) }] }],
  ])('has its times in order: %s is not', (pointer, stated) => {
    expect(faultsOf(stated)).toEqual(['complaint-import.invalid', `${pointer} complaint-import.wrong-order`]);
  });

  it.each<[string, Partial<StatedCourse>]>([
    ['/openedAt', { openedAt: '2026-03-02T09:05:01.000Z' }],
    ['/acknowledgedAt', { acknowledgedAt: '2027-01-01T00:00:00.000Z' }],
    ['/messages/0/at', { messages: [{ direction: 'in', channel: 'email', at: '2027-01-01T00:00:00.000Z' }] }],
    ['/openedAt', { openedAt: '1969-12-31T00:00:00.000Z' }],
    ['/openedAt', { openedAt: '2016-03-02T09:15:60.000Z' }],
  ])('lies in the past: %s does not', (pointer, stated) => {
    expect(faultsOf(stated)).toContain(`${pointer} out-of-range`);
  });

  it.each<[string, Partial<StatedCourse>]>([
    ['/status complaint-import.status-misfit', { ...answered, status: 'investigating', closedAt: day(5) }],
    ['/status complaint-import.status-misfit', { ...answered, status: 'resolved', closedAt: day(5) }],
    ['/status complaint-import.status-misfit', { status: 'received', acknowledgedAt: day(3) }],
    ['/status complaint-import.status-misfit', { status: 'answered' }],
    ['/closedAt required', { ...answered, status: 'closed' }],
    ['/answers/0/outcome required', { answers: [{ sentAt: day(4) }] }],
    ['/answers/0/sentAt required', { answers: [{ outcome: 'upheld' }] }],
  ])('fits together: %s', (fault, stated) => {
    expect(faultsOf(stated)).toContain(fault);
  });

  it('names nothing twice', () => {
    const message = { direction: 'in' as const, channel: 'email', externalId: 'm', at: day(3) };
    expect(faultsOf({ messages: [message, message] })).toContain(
      '/messages/1/externalId complaint-import.repeated-message',
    );
    const open = { level: 1, at: day(3) };
    expect(faultsOf({ escalations: [open, open] })).toContain('/escalations/1 complaint-import.repeated-escalation');
    expect(faultsOf({ ...answered, closedAt: day(6), escalations: [open, open] })).toEqual([]);
  });
});
