import { expectStatus } from '@harken/simulator';
import { describe, expect, it } from '@jest/globals';
import type { System } from '../../harness/system.ts';

const supportHours = {
  name: 'Support, Berlin',
  zone: 'Europe/Berlin',
  week: Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [
      day,
      [
        { from: '09:00', to: '12:00' },
        { from: '13:00', to: '17:00' },
      ],
    ]),
  ),
  publicHolidays: { country: 'DE', state: 'BE' },
};

export function calendarsJourney(system: () => System): void {
  describe('a company works in business time', () => {
    const id = 'support-berlin';
    const ops = () => system().api('complaints', 'ops');
    const dueAt = async (start: string, duration: string) => {
      const path = `/v1/calendars/${id}/due-at?start=${start}&duration=${duration}`;
      return expectStatus(await ops().get<{ dueAt: string }>(path), 200).dueAt;
    };

    it('publishes its working hours with the holidays of its place', async () => {
      const published = expectStatus(
        await ops().put<{ version: number }>(`/v1/calendars/${id}`, {
          ...supportHours,
          effectiveFrom: '2020-01-01T00:00:00.000Z',
        }),
        200,
      );
      expect(published).toMatchObject({ id, version: 1, zone: 'Europe/Berlin' });
    });

    it('is due after the lunch break, after the weekend and after the holiday', async () => {
      expect(await dueAt('2026-03-02T10:00:00Z', 'PT2H')).toBe('2026-03-02T13:00:00.000Z');
      expect(await dueAt('2026-03-06T15:00:00Z', 'PT2H')).toBe('2026-03-09T09:00:00.000Z');
      expect(await dueAt('2026-04-02T08:00:00Z', 'P1D')).toBe('2026-04-07T08:00:00.000Z');
    });

    it('keeps what held before when the hours change', async () => {
      expectStatus(
        await ops().put(`/v1/calendars/${id}`, {
          ...supportHours,
          week: { ...supportHours.week, saturday: [{ from: '10:00', to: '14:00' }] },
          effectiveFrom: '2026-06-01T00:00:00.000+02:00',
        }),
        200,
      );
      expect(await dueAt('2026-05-29T14:00:00Z', 'PT2H')).toBe('2026-06-01T08:00:00.000Z');
      expect(await dueAt('2026-06-05T14:00:00Z', 'PT2H')).toBe('2026-06-06T09:00:00.000Z');
    });

    it('refuses hours that nobody can keep, naming every fault', async () => {
      const refused = await ops().put<{ code: string; errors: { code: string }[] }>(`/v1/calendars/never`, {
        name: 'Never',
        zone: 'Europe/Atlantis',
        week: {},
      });
      expect(refused).toMatchObject({ status: 400, body: { code: 'calendar.invalid' } });
      expect(refused.body.errors.map(({ code }) => code)).toEqual(['calendar.unknown-zone', 'calendar.no-open-time']);
    });
  });
}
