import { complaintFiguresOf } from './complaint-row.ts';

/** One row as the documentation shows it, made by the rules themselves. */
export const exampleRow = {
  group: { touchpoint: 'handover', severity: 'high' },
  period: '2026-03-02T00:00:00.000Z',
  ...complaintFiguresOf({
    opened: 20,
    open: 3,
    acknowledged: 20,
    answered: 18,
    everAnswered: 18,
    resolved: 16,
    closed: 15,
    rejected: 1,
    withdrawn: 0,
    duplicates: 0,
    acknowledgeSeconds: [312.5, 3410],
    firstAnswerSeconds: [7200, 15_800],
    resolveSeconds: [93_000, 244_800],
    breaches: {
      ...{ acknowledge: 2, firstResponse: 3, nextResponse: 1, progressUpdate: 0 },
      ...{ firstResolution: 0, resolution: 1, regulatory: 0 },
    },
    breached: 4,
    escalatedComplaints: [4, 2, 1, 0, 0, 0, 0, 0, 0],
    escalations: [5, 2, 1, 0, 0, 0, 0, 0, 0],
    straightToManagement: 1,
    reopens: 2,
    reopened: 2,
    compensated: 5,
    spent: { HKD: { minor: 61_000, count: 4 } },
    handlingRated: 9,
    handlingSatisfied: 7,
  }),
};
