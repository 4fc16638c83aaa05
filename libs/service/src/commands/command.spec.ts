import { expect, it } from '@jest/globals';
import { transitionsOf } from './command.ts';

it('a table of commands gives what each state allows, and where it leads', () => {
  const commands = {
    answer: { transitions: { received: 'answered', assigned: 'answered' } },
    note: { transitions: { received: 'stays', closed: 'stays' } },
    test: {},
  };
  expect(transitionsOf(commands)).toEqual({
    received: { answer: 'answered', note: 'stays' },
    assigned: { answer: 'answered' },
    closed: { note: 'stays' },
  });
});
