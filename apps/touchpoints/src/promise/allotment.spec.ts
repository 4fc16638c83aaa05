import { expect, test } from '@jest/globals';
import { everyDaysFor, leastDays, reallot } from './allotment.ts';

test('all monitors together alarm for nothing at most as often as promised', () => {
  expect((200 / everyDaysFor(200, 2)) * (365.25 / 12)).toBeCloseTo(2, 10);
  expect(everyDaysFor(10, 2)).toBe(leastDays);
});

test('limits move only when a fifth of the monitors came or went, or when the promise changed', () => {
  const before = { monitors: 200, everyDays: everyDaysFor(200, 2) };
  expect(reallot(before, 239, 2)).toBe(before);
  expect(reallot(before, 161, 2)).toBe(before);
  expect(reallot(before, 240, 2)).toEqual({ monitors: 240, everyDays: everyDaysFor(240, 2) });
  expect(reallot(before, 210, 1)).toEqual({ monitors: 210, everyDays: everyDaysFor(210, 1) });
});
