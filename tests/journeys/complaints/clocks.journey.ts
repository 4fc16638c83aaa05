import { expectStatus } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { describe, expect, it } from '@jest/globals';
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
interface Page<T> {
  readonly items: readonly T[];
}

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const allDay = [{ from: '00:00', to: '24:00' }];
const daysOn = (count: number): string => days[(new Date().getUTCDay() + count) % 7] as string;

const quick = { acknowledge: 'PT2S', firstResponse: 'PT2S', resolution: 'PT4S' };
const ample = { acknowledge: 'PT2H', firstResponse: 'PT4H', resolution: 'P3D' };
const policy = {
  targets: {
    critical: { ...quick, calendar: '24x7' },
    high: quick,
    normal: { ...ample, nextResponse: 'PT3H', progressUpdate: 'P2D', calendar: 'clocks-always', pauseCap: 'PT2S' },
    low: { ...ample, calendar: 'clocks-always' },
  },
  calendar: 'clocks-closed',
  warnAt: 0.5,
  ladder: [{ level: 1, after: 'PT0S' }],
  straightToManagement: [],
  regulatory: { name: 'FCA DISP 1.6: final response', duration: 'P8W' },
};

export function clocksJourney(system: () => System): void {
  describe('promises are kept in business time', () => {
    const ops = () => system().api('complaints', 'ops');
    const handler = () => system().api('complaints', 'handler');
    const publish = async (body: object) => expectStatus(await ops().put<object>('/v1/response-policy', body), 200);
    const read = async (id: string) => expectStatus(await handler().get<Complaint>(`/v1/complaints/${id}`), 200);
    const command = async (id: string, name: string, body: object = {}) =>
      expectStatus(await handler().post<Complaint>(`/v1/complaints/${id}/${name}`, body), 200);
    const write = async (id: string, direction: 'in' | 'out', channel: string) =>
      expectStatus(await handler().post(`/v1/complaints/${id}/messages`, { direction, channel, text: 'Well.' }), 201);
    const explain = async (id: string, clock: string) =>
      expectStatus(await handler().get<Explanation>(`/v1/complaints/${id}/clocks/${clock}/explain`), 200);
    const open = async (severity: string) =>
      expectStatus(
        await system()
          .api('complaints', 'call_centre')
          .post<Complaint>('/v1/complaints', { customer: 'crm-clocks', text: 'Late.', channel: 'phone', severity }),
        201,
      );
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
      expectStatus(await ops().put('/v1/calendars/clocks-always', { ...hours, name: 'Always', week }), 200);
      const later = { [daysOn(3)]: allDay };
      expectStatus(await ops().put('/v1/calendars/clocks-closed', { ...hours, name: 'Later', week: later }), 200);
      await publish(policy);
      const [closed, aroundTheClock] = [await open('high'), await open('critical')];
      await eventually(async () => expect(clockOf(await read(aroundTheClock.id), 'resolution').state).toBe('breached'));
      const waiting = clockOf(await read(closed.id), 'resolution');
      expect(waiting).toMatchObject({ state: 'running', calendar: 'clocks-closed', remainingSeconds: 4 });
      const asked = `/v1/calendars/clocks-closed/due-at?start=${waiting.startedAt}&duration=PT4S`;
      expect(waiting.dueAt).toBe(expectStatus(await ops().get<{ dueAt: string }>(asked), 200).dueAt);
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
        await ops().post<{ examples: { complaintId: string; clock: string; effect: string }[] }>(
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
      const { items } = expectStatus(
        await handler().get<Page<{ action: string; reason: string }>>(`/v1/complaints/${id}/history?limit=500`),
        200,
      );
      expect(items).toContainEqual(
        expect.objectContaining({
          action: 'clocks-recomputed',
          reason: expect.stringMatching(/^response policy \d+$/),
        }),
      );
    });
  });
}
