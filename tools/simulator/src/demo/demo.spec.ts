import { describe, expect, it } from '@jest/globals';
import type { Alert } from '../webhook-receiver.ts';
import { expectedCsat, expectedDueAt, expectedNps } from './expected-figures.ts';
import { figuresOfAlerts, figuresOfAnalytics, figuresOfComplaints } from './figures.ts';
import { agrees, checksOf, lineOf } from './summary.ts';

const record = (touchpoint: string, answers: object) => ({
  id: 'f',
  customer: 'c',
  method: 'survey',
  touchpoint,
  answers,
  occurredAt: '2026-03-02T09:15:00Z',
});

describe('expected scores', () => {
  it('count only those who answered', () => {
    const records = [record('a', { nps: 10 }), record('a', { nps: 0 }), record('a', { nps: 9 }), record('a', {})];
    expect(expectedNps(records).get('a')).toEqual({ n: 3, value: 100 / 3 });
    expect(expectedCsat([record('a', { csat: 4 }), record('a', { csat: 3 })]).get('a')).toEqual({ n: 2, value: 0.5 });
  });
});

it('counts working hours over lunch, night and weekend', () => {
  const due = (start: string) => expectedDueAt(new Date(start), 4 * 3_600_000).toISOString();
  expect(due('2026-03-06T09:30:00.000Z')).toBe('2026-03-09T05:30:00.000Z');
  expect(due('2026-03-07T12:00:00.000Z')).toBe('2026-03-09T06:00:00.000Z');
  expect(due('2026-03-09T01:00:00.000Z')).toBe('2026-03-09T06:00:00.000Z');
});

describe('the sources of a run', () => {
  const complaint = {
    id: 'c1',
    team: 'care',
    status: 'closed',
    answers: [{}],
    clocks: [
      { clock: 'acknowledge', breachedAt: '2026-03-02T09:15:00Z' },
      { clock: 'resolution', breachedAt: null },
    ],
    escalations: [{ level: 1 }, { level: 2 }],
  };
  const alert = (id: string, name: string, data: object = {}): Alert => ({
    id,
    type: `harken.complaints.complaint-${name}`,
    severity: 'high',
    at: '',
    subject: 'c1',
    summary: '',
    links: {},
    data: { team: 'care', ...data },
  });
  const alerts = [
    alert('1', 'opened'),
    alert('2', 'answered'),
    alert('3', 'closed'),
    alert('4', 'clock-breached'),
    alert('5', 'escalated', { level: 1 }),
    alert('6', 'escalated', { level: 2 }),
  ];
  const row = {
    group: { team: 'care' },
    opened: 1,
    answered: 1,
    closed: 1,
    breaches: { total: 1 },
    escalations: { '1': { escalations: 1 }, '2': { escalations: 1 }, '3': { escalations: 0 } },
  };
  const said = {
    complaints: figuresOfComplaints([complaint]),
    webhook: figuresOfAlerts([...alerts, ...alerts]),
    analytics: figuresOfAnalytics([row]),
  };

  it('agree when they saw the same, also when a webhook came twice', () => {
    expect(checksOf(said).every(agrees)).toBe(true);
  });

  it('are named when one of them missed an alert', () => {
    const bad = checksOf({ ...said, webhook: figuresOfAlerts(alerts.slice(0, -1)) }).filter((check) => !agrees(check));
    expect(bad.map(({ what }) => what)).toEqual(['escalated per level']);
    expect(bad.map(lineOf).join()).toMatch(/BAD.*\n.*complaints.*\n.*webhook +level 1 1\n/);
  });
});
