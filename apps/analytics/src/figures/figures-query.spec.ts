import { Invalid } from '@harken/errors';
import { utc } from '@harken/service/time';
import { describe, expect, it } from '@jest/globals';
import { parseFiguresQuery } from './figures-query.ts';

const dimensions = ['touchpoint', 'segment', 'tier'];

function faultsOf(ask: () => unknown) {
  try {
    ask();
  } catch (error) {
    if (error instanceof Invalid) return error.errors;
    throw error;
  }
  return [];
}

describe('a query', () => {
  it('has two dimensions, a range and filters', () => {
    const asked = {
      from: '2026-03-01',
      to: '2026-03-02T10:00:00+08:00',
      groupBy: 'touchpoint, tier',
      segment: ['a', 'b'],
    };
    expect(parseFiguresQuery(asked, dimensions)).toEqual({
      since: new Date('2026-03-01T00:00:00Z'),
      until: new Date('2026-03-02T02:00:00Z'),
      period: undefined,
      zone: utc,
      groupBy: ['touchpoint', 'tier'],
      filters: { segment: ['a', 'b'] },
    });
  });

  it('is rejected with every fault and the allowed dimensions', () => {
    const faults = faultsOf(() => parseFiguresQuery({ from: 'yesterday', groupBy: 'colour' }, dimensions));
    expect(faults.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/query/from', 'time.invalid'],
      ['/query/groupBy', 'dimension.unknown'],
    ]);
    expect(faults[1]?.detail).toContain('touchpoint, segment, tier');
  });

  it('is rejected with three dimensions, a repeated one, or a reversed range', () => {
    const codes = (asked: Parameters<typeof parseFiguresQuery>[0]) =>
      faultsOf(() => parseFiguresQuery(asked, dimensions)).map(({ code }) => code);
    expect(codes({ groupBy: 'touchpoint,segment,tier' })).toEqual(['dimension.too-many']);
    expect(codes({ groupBy: 'tier,tier' })).toEqual(['dimension.repeated']);
    expect(codes({ from: '2026-03-02', to: '2026-03-01' })).toEqual(['range.reversed']);
  });

  it('is rejected with times that have no offset or do not exist', () => {
    for (const from of ['2026-03-02T10:00:00', '2026-13-01', '1772409600', '2026-03-02T25:00:00Z']) {
      expect(faultsOf(() => parseFiguresQuery({ from }, dimensions))).toHaveLength(1);
    }
  });
});
