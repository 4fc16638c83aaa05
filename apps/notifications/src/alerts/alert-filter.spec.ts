import { describe, expect, it } from '@jest/globals';
import type { AlertFacets } from './alert.ts';
import { matches } from './alert-filter.ts';

const alert: AlertFacets = {
  type: 'harken.complaints.complaint-escalated',
  severity: 'high',
  touchpoint: 'handover',
  team: 'after-sales',
  segments: ['owner-occupier', 'gold'],
};

describe('a filter', () => {
  it('without lists lets everything through', () => {
    expect(matches({}, alert)).toBe(true);
  });

  it.each([
    ['types', { types: [alert.type, 'x'] }, { types: ['harken.complaints.complaint-opened'] }],
    ['severities', { severities: ['high'] }, { severities: ['low', 'critical'] }],
    ['touchpoints', { touchpoints: ['handover'] }, { touchpoints: ['viewing'] }],
    ['teams', { teams: ['after-sales'] }, { teams: ['sales'] }],
    ['segments', { segments: ['gold', 'silver'] }, { segments: ['silver'] }],
  ] as const)('by %s lets through what is listed', (_, fits, fails) => {
    expect(matches(fits, alert)).toBe(true);
    expect(matches(fails, alert)).toBe(false);
  });

  it('needs every list to fit', () => {
    expect(matches({ severities: ['high'], teams: ['after-sales'] }, alert)).toBe(true);
    expect(matches({ severities: ['high'], teams: ['sales'] }, alert)).toBe(false);
  });

  it('lets nothing through that has no value for a list', () => {
    expect(matches({ touchpoints: ['handover'] }, { ...alert, touchpoint: null })).toBe(false);
    expect(matches({ segments: ['gold'] }, { ...alert, segments: [] })).toBe(false);
  });
});
