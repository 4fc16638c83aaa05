import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { escalated, Notifications, opened } from '../../notifications.fixture.ts';
import { logStart } from '../alert-cursor.ts';
import { type AlertFilter, matches } from '../alert-filter.ts';
import { readLog } from './alert-log.queries.ts';

jest.setTimeout(60_000);

const places = ['gym', 'lobby', 'roof'];
const severities = ['critical', 'high', 'normal', 'low'] as const;

describe('a filter', () => {
  let notifications: Notifications;
  beforeAll(async () => {
    notifications = await Notifications.start();
    const make = [opened, escalated];
    const events = places.flatMap((touchpoint) =>
      severities.flatMap((severity) => make.map((of) => of({ touchpoint, severity }))),
    );
    await notifications.record(...events);
  });
  afterAll(() => notifications?.stop());

  it('means the same to the log as to live alerts', async () => {
    const { dataSource } = notifications.service;
    const { alerts: all } = await readLog(dataSource, logStart, {}, 500);
    expect(all).toHaveLength(24);
    const list = <T>(values: readonly T[]) =>
      fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }), { nil: undefined });
    const filters: fc.Arbitrary<AlertFilter> = fc.record({
      types: list(['harken.complaints.complaint-opened', 'harken.complaints.complaint-escalated']),
      severities: list(severities),
      touchpoints: list([...places, 'nowhere']),
      teams: list(['after-sales', 'sales']),
      segments: list(['owner-occupier', 'investor']),
    });
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const { alerts } = await readLog(dataSource, logStart, filter, 500);
        expect(alerts).toEqual(all.filter(({ facets }) => matches(filter, facets)));
      }),
      { numRuns: 100 },
    );
  });
});
