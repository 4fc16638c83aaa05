import { describe, expect, it } from '@jest/globals';
import { timelineOf } from './timeline.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 10, minute));
const nothing = { history: [], messages: [], answers: [], escalations: [], compensations: [], ratings: [] };

describe('a timeline', () => {
  it('has everything in the order in which it happened', () => {
    const parts = {
      history: [
        { at: at(0), action: 'open' },
        { at: at(3), action: 'answer' },
      ],
      messages: [{ at: at(1) }],
      answers: [{ at: at(3) }],
      escalations: [{ at: at(2) }],
      compensations: [{ proposedAt: at(4) }],
      ratings: [{ at: at(5) }],
    };
    expect(timelineOf(parts).map(({ kind }) => kind)).toEqual([
      'change',
      'message',
      'escalation',
      'answer',
      'change',
      'compensation',
      'rating',
    ]);
  });

  it('shows nothing twice that has an entry of its own kind', () => {
    const history = ['open', 'escalated', 'receive-message', 'send-message', 'note'].map((action) => ({
      at: at(0),
      action,
    }));
    expect(timelineOf({ ...nothing, history }).map(({ action }) => action)).toEqual(['open', 'note']);
  });

  it('says in type what is of one kind among its own', () => {
    const answers = [{ at: at(0), kind: 'rejection' }];
    expect(timelineOf({ ...nothing, answers })).toEqual([{ at: at(0), kind: 'answer', type: 'rejection' }]);
  });

  it('keeps what was written at one moment in the order of the history', () => {
    const history = ['b', 'a', 'c'].map((action) => ({ at: at(0), action }));
    expect(timelineOf({ ...nothing, history }).map(({ action }) => action)).toEqual(['b', 'a', 'c']);
  });
});
