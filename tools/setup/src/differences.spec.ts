import { describe, expect, it } from '@jest/globals';
import { differingFields } from './differences.ts';

describe('the fields that differ from what is there', () => {
  it('are those that the file says otherwise, at any depth', () => {
    const there = { name: 'A', members: [{ id: 'anna', role: 'handler' }], calendar: 'shops', version: 3 };
    expect(differingFields({ name: 'A', members: [{ id: 'anna', role: 'handler' }] }, there)).toEqual([]);
    expect(differingFields({ name: 'B', calendar: 'shops' }, there)).toEqual(['name']);
    expect(differingFields({ members: [{ id: 'ben', role: 'handler' }] }, there)).toEqual(['members']);
    expect(differingFields({ members: [] }, there)).toEqual(['members']);
    expect(differingFields({ department: 'service' }, there)).toEqual(['department']);
  });

  it('are not what the service fills in, but what a file no longer has', () => {
    const filled = { members: [{ id: 'anna', available: true, skills: [], awayUntil: null }] };
    expect(differingFields({ members: [{ id: 'anna' }] }, filled)).toEqual([]);
    expect(differingFields({ members: [{ id: 'anna' }] }, { members: [{ id: 'anna', skills: ['defect'] }] })).toEqual([
      'members',
    ]);
  });
});
