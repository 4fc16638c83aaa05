import { describe, expect, it } from '@jest/globals';
import { NotFound } from './problem.ts';

describe('the code of what was not found', () => {
  it.each([
    ['complaint', 'complaint.not-found'],
    ['action plan', 'action-plan.not-found'],
    ['customer-list-entry', 'customer-list-entry.not-found'],
  ])('%s is %s', (what, code) => {
    expect(new NotFound(what, '7')).toMatchObject({ code, message: expect.stringContaining(' has the id 7.') });
  });
});
