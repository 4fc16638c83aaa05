import { expectStatus, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { describe, expect, it } from '@jest/globals';
import { complaintsClient } from '../../harness/complaints-client.ts';
import { responsePolicy } from '../../harness/seed-company.ts';
import type { System } from '../../harness/system.ts';

interface Clock {
  readonly clock: string;
  readonly state: string;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly calendar: string;
  readonly remainingSeconds?: number;
}
interface Complaint {
  readonly id: string;
  readonly status: string;
  readonly clocks: readonly Clock[];
}
interface Explanation extends Clock {
  readonly intervals: readonly { counted: boolean; why: string; detail?: string; ahead: boolean }[];
}

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const allDay = [{ from: '00:00', to: '24:00' }];
const daysOn = (count: number): string => days[(new Date().getUTCDay() + count) % 7] as string;

const quick = { acknowledge: 'PT2S', firstResponse: 'PT2S', resolution: 'PT4S' };
const ample = { acknowledge: 'PT2H', firstResponse: 'PT4H', resolution: 'P3D' };
const regulatory = { name: 'FCA DISP 1.6: final response', duration: 'P8W' };
const policy = responsePolicy(
  quick,
  { calendar: 'clocks-closed', warnAt: 0.5, regulatory },
  {
    critical: { ...quick, calendar: '24x7' },
    normal: { ...ample, nextResponse: 'PT3H', progressUpdate: 'P2D', calendar: 'clocks-always', pauseCap: 'PT2S' },
    low: { ...ample, calendar: 'clocks-always' },
  },
);

export function clocksJourney(system: () => System): void {
  describe('promises are kept in business time', () => {
    const complaints = complaintsClient<Complaint>(system);
    const { read, command, get } = complaints;
    const publish = (body: object) => complaints.publish('/v1/response-policy', body);
    const write = async (id: string, direction: 'in' | 'out', channel: string) => {
      const message = { direction, channel, text: 'Well.' };
      expectStatus(await complaints.as('handler').post(`/v1/complaints/${id}/messages`, message), 201);
    };
    const explain = (id: string, clock: string) => get<Explanation>(`/v1/complaints/${id}/clocks/${clock}/explain`);
    const open = (severity: string) => complaints.open({ customer: 'crm-clocks', text: 'Late.', severity });
    const clockOf = ({ clocks }: Complaint, name: string): Clock => clocks.find(({ clock }) => clock === name) as Clock;
    const alertsOf = async (id: string) => {
      const alerts = system().api('notifications', 'call_centre');
      const { items } = expectStatus(
        await alerts.get<Page<{ type: string; subject: string }>>('/v1/alerts?limit=500'),
        200,
      );
      return items.filter(({ subject }) => subject === id).map(({ type }) => type.replace('harken.complaints.', ''));
    };
    let id = '';

    it('never in wall time where the policy names a calendar: nothing falls due while the company is closed', async () => {
      const hours = { zone: 'UTC', effectiveFrom: '2020-01-01T00:00:00.000Z' };
      const week = Object.fromEntries(days.map((day) => [day, allDay]));
      await complaints.publish('/v1/calendars/clocks-always', { ...hours, name: 'Always', week });
      const later = { [daysOn(3)]: allDay };
      await complaints.publish('/v1/calendars/clocks-closed', { ...hours, name: 'Later', week: later });
      await publish(policy);
      const [closed, roundTheClock] = [await open('high'), await open('critical')];
      await eventually(async () => expect(clockOf(await read(roundTheClock.id), 'resolution').state).toBe('breached'));
      const waiting = clockOf(await read(closed.id), 'resolution');
      expect(waiting).toMatchObject({ state: 'running', calendar: 'clocks-closed', remainingSeconds: 4 });
      const asked = `/v1/calendars/clocks-closed/due-at?start=${waiting.startedAt}&duration=PT4S`;
      expect(waiting.dueAt).toBe((await get<{ dueAt: string }>(asked, 'ops')).dueAt);
      const { intervals } = await explain(closed.id, 'resolution');
      expect(intervals[0]).toMatchObject({ counted: false, why: 'outside_hours', ahead: false });
      expect(intervals.at(-1)).toMatchObject({ counted: true, why: 'open_hours', ahead: true });
    });

    it('stand still while the customer has to act, with a reminder, and run again at the cap', async () => {
      id = (await open('normal')).id;
      await write(id, 'out', 'email');
      await command(id, 'investigate');
      const waiting = await command(id, 'wait-for-customer');
      expect(clockOf(waiting, 'resolution').state).toBe('paused');
      expect(clockOf(waiting, 'regulatory').state).toBe('running');
      await eventually(async () => expect(clockOf(await read(id), 'resolution').state).toBe('running'));
      await eventually(async () =>
        expect(await alertsOf(id)).toEqual(
          expect.arrayContaining(['complaint-pause-reminded', 'complaint-pause-expired']),
        ),
      );
      const { intervals } = await explain(id, 'resolution');
      expect(intervals).toContainEqual(expect.objectContaining({ why: 'pending_customer', detail: 'cap_reached' }));
    });

    it('start again with what the customer writes, and end with what we write, by any channel', async () => {
      await write(id, 'in', 'line');
      const asked = await read(id);
      expect(asked.status).toBe('investigating');
      expect(clockOf(asked, 'next_response').state).toBe('running');
      const before = clockOf(asked, 'progress_update').startedAt;
      await write(id, 'out', 'sms');
      const answered = await read(id);
      expect(clockOf(answered, 'next_response').state).toBe('met');
      expect(clockOf(answered, 'progress_update').startedAt > before).toBe(true);
    });

    it('change for what is open only when they are said to, and can be tried before', async () => {
      const longer = {
        ...policy,
        targets: { ...policy.targets, normal: { ...policy.targets.normal, resolution: 'P9D' } },
      };
      const due = async () => clockOf(await read(id), 'resolution').dueAt;
      const before = await due();
      const tried = expectStatus(
        await complaints
          .as('ops')
          .post<{ examples: { complaintId: string; clock: string; effect: string }[] }>(
            '/v1/response-policy/dry-run?limit=500',
            longer,
          ),
        200,
      );
      expect(tried.examples).toContainEqual(
        expect.objectContaining({ complaintId: id, clock: 'resolution', effect: 'later' }),
      );
      await publish(longer);
      expect(await due()).toBe(before);
      await publish({ ...longer, appliesTo: 'open' });
      await eventually(async () => expect((await due()) > before).toBe(true));
      const { items } = await get<Page<{ action: string; reason: string }>>(`/v1/complaints/${id}/history?limit=500`);
      expect(items).toContainEqual(
        expect.objectContaining({
          action: 'clocks-recomputed',
          reason: expect.stringMatching(/^response policy \d+$/),
        }),
      );
    });
  });
}
