const evidence = '01926f3a-7c1e-7b54-9d0e-000000000002';
const wave = { period: '2026-01-01T00:00:00.000Z', n: 120, value: 31, interval: { low: 19, high: 43, level: 0.95 } };

export const examplePast = {
  reason: null,
  items: [
    {
      touchpoint: 'handover',
      n: 240,
      value: 0,
      interval: { low: -9, high: 9, level: 0.95 },
      before: { n: 200, value: 15 },
      change: -15,
      p: 0.0004,
      beyondChance: true,
      trend: [{ period: '2026-03-01T00:00:00.000Z', n: 240, value: 0 }],
    },
  ],
  emergingIssues: [{ touchpoint: 'handover', category: 'defect', before: 4, after: 19, expected: 4, p: 0.0013 }],
  events: [
    { kind: 'journey-published', subject: 'property', key: '3', at: '2026-03-12T09:00:00.000Z', touchpoint: null },
  ],
};

export const examplePresent = {
  reason: null,
  items: [
    {
      programme: 'relationship',
      method: 'survey',
      wave,
      before: { ...wave, period: '2025-07-01T00:00:00.000Z', value: 25 },
      change: 6,
      p: 0.5,
    },
  ],
  opportunities: [],
  critical: [
    {
      customer: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e',
      at: '2026-03-02T09:15:00.000Z',
      nps: 4,
      csat: null,
      reasons: [{ code: 'detractor', evidence: [evidence] }],
    },
  ],
};

export const examplePotential = {
  reason: null,
  items: [{ factor: 'convenience', n: 40, importance: 9, satisfaction: 5, opportunity: 13, kind: 'underserved' }],
  studies: [
    {
      method: 'focus_group',
      programme: null,
      n: 34,
      customers: 8,
      withText: 34,
      first: '2026-02-02T09:15:00.000Z',
      last: '2026-03-02T09:15:00.000Z',
    },
  ],
  quotes: [
    { evidence, method: 'focus_group', touchpoint: 'handover', at: '2026-03-02T09:15:00.000Z', themes: ['waiting'] },
  ],
};
