import { ComplaintImported } from '@harken/contracts';
import { describe, expect, it } from '@jest/globals';
import { after, contextAt, days, hours, incoming, minutes, policy, policyContextOf, t0 } from '../complaint.builder.ts';
import { rebuild } from '../history/rebuild.ts';
import { nextStep } from '../sla-clock.ts';
import { importComplaint, type PastComplaint } from './import-complaint.ts';

const { assignedBy: _, saidSeverity: __, repeated: ___, origin: ____, feedbackId: _____, ...facts } = incoming;
const past = (different: Partial<PastComplaint> = {}): PastComplaint => ({
  ...facts,
  status: 'received',
  importId: 'crm-2016',
  ...{ cause: null, acknowledgedAt: null, answeredAt: null, endedAt: null, closedAt: null },
  ...{ answers: [], messages: [], escalations: [] },
  ...different,
});
const answer = (at: Date): PastComplaint['answers'][number] => ({
  id: '01926f3a-7c1e-7b54-9d0e-0000000000bb',
  ...{ kind: 'answer', outcome: 'upheld', reasons: [], channel: 'email', text: 'Sorry.', recourse: null, by: 'anna' },
  sentAt: at,
});
const taken = (complaint: PastComplaint, now = after(days(365)), under = policy) =>
  importComplaint(complaint, contextAt(now, null, policyContextOf(under))).decision;
const clockOf = ({ complaint }: ReturnType<typeof taken>, name: string) =>
  complaint.clocks.find(({ clock }) => clock === name);

describe('an imported complaint', () => {
  it('is told by one event, which is history', () => {
    const { events } = taken(past());
    expect(events.map(({ contract }) => contract)).toEqual([ComplaintImported]);
    expect(events[0]?.data).toMatchObject({
      history: true,
      complaint: { status: 'received' },
      occurredAt: t0.toISOString(),
    });
  });

  it('that is over has no clocks, and its escalations are closed with it', () => {
    const endedAt = after(hours(9));
    const { complaint, answers } = taken(
      past({
        ...{ status: 'closed', endedAt, closedAt: endedAt, answeredAt: endedAt, acknowledgedAt: endedAt },
        answers: [answer(endedAt)],
        escalations: [{ level: 2, reason: 'breach', at: after(hours(2)), acknowledgedAt: null, closedAt: null }],
      }),
    );
    expect(complaint).toMatchObject({
      clocks: [],
      flags: [],
      endedAt,
      openedAt: t0,
      escalations: [{ closedAt: endedAt }],
    });
    expect(answers).toMatchObject([{ complaintId: complaint.id, cycle: 1 }]);
  });

  it('that is open runs its clocks from its real start and begins at the level that each deadline has reached', () => {
    // The acknowledgement was due after 4 hours; level 2 is reached 4 hours later, level 3 after a day.
    const decision = taken(past(), after(hours(10)));
    expect(clockOf(decision, 'acknowledge')).toMatchObject({
      startedAt: t0,
      breachedAt: after(hours(4)),
      level: 2,
    });
    expect(clockOf(decision, 'resolution')).toMatchObject({ startedAt: t0, breachedAt: null, level: 0 });
    expect(decision.complaint.escalations).toMatchObject([{ level: 2, clock: 'acknowledge', reason: 'breach' }]);
    expect(decision.events[0]?.data).toMatchObject({
      breaches: [{ clock: 'acknowledge' }],
      escalations: [{ level: 2, clock: 'acknowledge' }],
    });
  });

  it.each([minutes(5), hours(5), hours(10), days(1.5), days(20), days(1000)])(
    'leaves no step of the past to fire (%d ms after its opening)',
    (age) => {
      const { complaint } = taken(past(), after(age));
      for (const clock of complaint.clocks) {
        const step = nextStep(clock);
        if (step) expect(step.dueAt.getTime()).toBeGreaterThan(after(age).getTime());
      }
    },
  );

  it('has met the clocks that were met, late where they were late', () => {
    const decision = taken(
      past({
        status: 'answered',
        acknowledgedAt: after(hours(5)),
        answeredAt: after(hours(6)),
        answers: [answer(after(hours(6)))],
      }),
      after(hours(7)),
    );
    expect(clockOf(decision, 'acknowledge')).toMatchObject({
      metAt: after(hours(5)),
      breachedAt: after(hours(4)),
      level: 0,
    });
    expect(clockOf(decision, 'first_response')).toMatchObject({ metAt: after(hours(6)), breachedAt: null });
    expect(clockOf(decision, 'resolution')).toMatchObject({ metAt: null });
    expect(decision.complaint.escalations).toEqual([]);
  });

  it('waits for the next response since its customer wrote, and for a progress update since we did', () => {
    const under = {
      ...policy,
      targets: { ...policy.targets, normal: { ...policy.targets.normal, nextResponse: 'PT8H', progressUpdate: 'P2D' } },
    };
    const message = { id: answer(t0).id, channel: 'email', attachments: 0, by: 'anna' };
    const decision = taken(
      past({
        messages: [
          { ...message, direction: 'out', at: after(hours(1)) },
          { ...message, direction: 'in', at: after(hours(2)) },
          { ...message, direction: 'in', at: after(hours(3)) },
        ],
      }),
      after(hours(4)),
      under,
    );
    expect(clockOf(decision, 'next_response')).toMatchObject({ startedAt: after(hours(2)), metAt: null });
    expect(clockOf(decision, 'progress_update')).toMatchObject({ startedAt: after(hours(1)), metAt: null });
    expect(clockOf(decision, 'acknowledge')).toMatchObject({ metAt: after(hours(1)) });
  });

  it('that waits for its customer has its resolution paused from now on', () => {
    const decision = taken(past({ status: 'pending_customer', acknowledgedAt: after(hours(1)) }), after(hours(5)));
    expect(clockOf(decision, 'resolution')?.pauses).toMatchObject([{ from: after(hours(5)).toISOString(), to: null }]);
  });

  it('is never flagged, neither by its words nor by its tier', () => {
    const { complaint } = taken(past({ tier: 'vip', text: 'My lawyer will sue. I was injured.' }));
    expect(complaint.flags).toEqual([]);
  });

  it('has a history that begins with what happened, and rebuilds its state', () => {
    const endedAt = after(hours(9));
    for (const one of [
      past({ acknowledgedAt: after(hours(1)) }),
      past({ status: 'closed', endedAt, closedAt: endedAt, answeredAt: endedAt, acknowledgedAt: after(hours(1)) }),
    ]) {
      const { complaint, history } = taken(one);
      expect(history.slice(0, 2).map(({ action, at }) => [action, at])).toEqual([
        ['open', t0],
        ['acknowledge', after(hours(1))],
      ]);
      expect(history[0]?.after).toEqual({ occurredAt: t0.toISOString() });
      const { status, version, acknowledgedAt, endedAt: end, occurredAt } = complaint;
      expect(rebuild(JSON.parse(JSON.stringify(history)))).toMatchObject({
        ...{ status, version, acknowledgedAt, endedAt: end, occurredAt },
      });
      expect(rebuild(JSON.parse(JSON.stringify(history)))?.clocks).toHaveLength(complaint.clocks.length);
    }
  });
});
