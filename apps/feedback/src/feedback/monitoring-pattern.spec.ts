import { methods } from '@harken/contracts';
import { expect, it } from '@jest/globals';
import { patternOf } from './monitoring-pattern.ts';

it.each([
  ['survey', 'past'],
  ['forum_post', 'past'],
  ['review', 'past'],
  ['call', 'past'],
  ['interview', 'present'],
  ['focus_group', 'present'],
  ['account_study', 'present'],
  ['observation', 'potential'],
  ['special_study', 'potential'],
] as const)('a %s serves the %s pattern', (method, pattern) => {
  expect(patternOf(method, null)).toBe(pattern);
});

it('every method has a pattern, and what the record says wins', () => {
  for (const method of methods) expect(['past', 'present', 'potential']).toContain(patternOf(method, null));
  expect(patternOf('survey', 'present')).toBe('present');
});
