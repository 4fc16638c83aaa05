import { ComplaintImported, ComplaintOpened } from '@harken/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toMeasures } from './complaint-measures.ts';
import { type ComplaintRecord, type FactPatch, merge, mergeAll, toComplaintRecord } from './complaint-record.ts';
import { imported, met as metOf } from './fact-patches.ts';

const facts = ComplaintOpened.sample.complaint;
const openedAt = '2026-03-02T09:00:00.000Z';
const see = (version: number, mark: FactPatch = {}, given: object = {}) =>
  toComplaintRecord({ ...facts, openedAt, version, cycle: 1, ...given }, mark);
const met = (said: Pick<Parameters<typeof metOf>[0], 'clock' | 'at' | 'late'>): FactPatch =>
  metOf(said as Parameters<typeof metOf>[0]);
const whole = (...records: ComplaintRecord[]) => mergeAll(records)[0] as ComplaintRecord;

const clock = fc.constantFrom('acknowledge', 'first_response', 'resolution');
const time = fc.integer({ min: 1, max: 50 }).map((m) => new Date(Date.parse(openedAt) + m * 60_000).toISOString());
const mark: fc.Arbitrary<FactPatch> = fc.oneof(
  fc.constant({}),
  fc.record({ acknowledgedAt: time }),
  fc.record({ answeredAt: time }),
  fc.record({ resolvedAt: time }),
  fc.record({ breached: clock }),
  fc
    .integer({ min: 1, max: 3 })
    .map((n) => ({ compensationPaid: { id: `c${n}`, amount: n === 1 ? null : { minor: n, currency: 'EUR' } } })),
  fc.integer({ min: 1, max: 3 }).map((n) => ({ handlingRated: { feedbackId: `f${n}`, csat: n } })),
  fc.integer({ min: 1, max: 3 }).map((level) => ({ escalated: { id: `e${level}`, level, straight: level === 3 } })),
);
// What a version says is always the same.
const record = fc
  .tuple(fc.integer({ min: 1, max: 20 }), mark)
  .map(([version, m]) => see(version, m, { cycle: 1 + Math.floor(version / 8), team: `team-${version}` }));

describe('the record of a complaint', () => {
  it('does not depend on the order of events, nor on repeats', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 12 }), fc.nat(), (records, turn) => {
        const at = turn % records.length;
        const other = [...records.slice(at), ...records].reverse();
        expect(whole(...other)).toEqual(whole(...records));
      }),
    );
  });

  it('merges in any grouping', () => {
    fc.assert(
      fc.property(record, record, record, (a, b, c) => {
        expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
        expect(merge(a, b)).toEqual(merge(b, a));
        expect(merge(a, a)).toEqual(a);
      }),
    );
  });

  it('takes the facts of the newest version', () => {
    const merged = whole(see(3, {}, { severity: 'critical' }), see(2, {}, { severity: 'low' }));
    expect(merged.latest.severity).toBe('critical');
  });

  it('contains nothing that identifies the customer', () => {
    expect(JSON.stringify(see(1))).not.toContain(`${facts.customer?.externalId}`);
  });
});

describe('the measures of a complaint', () => {
  it('count from the opening: first acknowledgement, first answer, resolution', () => {
    const measures = toMeasures(
      whole(
        see(2, { acknowledgedAt: '2026-03-02T09:10:00Z' }),
        see(3, { answeredAt: '2026-03-02T11:00:00Z' }),
        see(4, { answeredAt: '2026-03-02T10:00:00Z' }),
        see(5, { resolvedAt: '2026-03-03T09:00:00Z' }),
      ),
    );
    expect(measures).toMatchObject({
      answered: true,
      resolved: true,
      acknowledgeMs: 600_000,
      firstAnswerMs: 3_600_000,
      resolveMs: 86_400_000,
      reopens: 0,
    });
  });

  it('lose the answer and the resolution when the complaint is reopened', () => {
    const measures = toMeasures(
      whole(
        see(2, { answeredAt: '2026-03-02T10:00:00Z' }),
        see(3, { resolvedAt: '2026-03-02T11:00:00Z' }),
        see(4, {}, { cycle: 2, status: 'assigned' }),
      ),
    );
    expect(measures).toMatchObject({ answered: false, resolved: false, resolveMs: null, reopens: 1 });
    expect(measures.firstAnswerMs).toBe(3_600_000);
  });

  it('count a missed deadline of the whole complaint once, however often it is reopened', () => {
    const measures = toMeasures(
      whole(
        see(2, { breached: 'resolution' }),
        see(3, met({ clock: 'resolution', at: '2026-03-20T09:00:00Z', late: true })),
        see(4, {}, { cycle: 2, status: 'received' }),
        see(5, met({ clock: 'resolution', at: '2026-03-24T09:00:00Z', late: true }), { cycle: 2 }),
        see(6, { breached: 'acknowledge' }, { cycle: 2 }),
      ),
    );
    expect(measures.breaches).toMatchObject({ acknowledge: 1, resolution: 1 });
  });

  it('are null, not 0, for what has not happened', () => {
    expect(toMeasures(see(1))).toMatchObject({ acknowledgeMs: null, firstAnswerMs: null, resolveMs: null });
  });

  it('count a clock once per cycle, and escalations by level', () => {
    const measures = toMeasures(
      whole(
        see(2, { breached: 'acknowledge' }),
        see(3, { breached: 'acknowledge' }),
        see(4, { breached: 'acknowledge' }, { cycle: 2 }),
        see(5, { escalated: { id: 'a', level: 1, straight: false } }, { cycle: 2 }),
        see(6, { escalated: { id: 'b', level: 3, straight: true } }, { cycle: 2 }),
      ),
    );
    expect(measures.breaches).toMatchObject({ acknowledge: 2, first_response: 0, resolution: 0, regulatory: 0 });
    expect(measures.escalations).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 0]);
    expect(measures.straightToManagement).toBe(true);
  });

  it('sum up compensations per currency, and count 4 and 5 as satisfied with the handling', () => {
    const got = (id: string, minor: number, currency: string): FactPatch => ({
      compensationPaid: { id, amount: { minor, currency } },
    });
    const measures = toMeasures(
      whole(
        see(2, got('a', 500, 'EUR')),
        see(3, got('b', 700, 'EUR')),
        see(3, got('b', 700, 'EUR')),
        see(4, got('c', 900, 'HKD')),
        see(5, { compensationPaid: { id: 'd', amount: null } }),
        see(6, { handlingRated: { feedbackId: 'f', csat: 4 } }),
        see(7, { handlingRated: { feedbackId: 'g', csat: 3 } }),
      ),
    );
    expect(measures).toMatchObject({
      compensations: 4,
      spent: { EUR: { minor: 1_200, count: 2 }, HKD: { minor: 900, count: 1 } },
      handlingRated: 2,
      handlingSatisfied: 1,
    });
    expect(toMeasures(see(1))).toMatchObject({ compensations: 0, spent: null, handlingRated: 0 });
  });

  it('of an imported one are those of its own time, from one event', () => {
    const { sample } = ComplaintImported;
    const record = whole(...imported(sample).map((patch) => toComplaintRecord(sample.complaint, patch)));
    expect(record.latest.openedAt).toBe(sample.complaint.openedAt);
    expect(toMeasures(record)).toMatchObject({
      ...{
        answered: true,
        resolved: true,
        acknowledgeMs: 7_200_000,
        firstAnswerMs: 176_400_000,
        resolveMs: 608_400_000,
      },
      escalations: [1, 0, 0, 0, 0, 0, 0, 0, 0],
      straightToManagement: false,
    });
    const withdrawn = { ...sample, answeredAt: null, complaint: { ...sample.complaint, status: 'withdrawn' as const } };
    const gone = whole(...imported(withdrawn).map((patch) => toComplaintRecord(withdrawn.complaint, patch)));
    expect(toMeasures(gone)).toMatchObject({ answered: false, resolved: false });
    const late = { ...sample, breaches: [{ clock: 'acknowledge' as const, dueAt: sample.at }] };
    expect(
      toMeasures(whole(...imported(late).map((patch) => toComplaintRecord(sample.complaint, patch)))).breaches,
    ).toMatchObject({
      acknowledge: 1,
    });
  });
});
