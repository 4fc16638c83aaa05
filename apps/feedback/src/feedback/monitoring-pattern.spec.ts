import { methods } from '@harken/contracts';
import { expect, it } from '@jest/globals';
import { monitoringPattern } from './monitoring-pattern.ts';

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
  expect(monitoringPattern(method, null)).toBe(pattern);
});

it('every method has a pattern, and a declared pattern wins', () => {
  for (const method of methods) expect(['past', 'present', 'potential']).toContain(monitoringPattern(method, null));
  expect(monitoringPattern('survey', 'present')).toBe('present');
});
