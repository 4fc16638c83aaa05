import { pathsOf } from '../../figures/table-columns.ts';
import { toComplaintFigures } from './complaint-figures.ts';

const counts = {
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
  acknowledgeBreaches: 2,
  firstResponseBreaches: 3,
  nextResponseBreaches: 1,
  progressUpdateBreaches: 0,
  firstResolutionBreaches: 0,
  resolutionBreaches: 1,
  regulatoryBreaches: 0,
  breached: 4,
  straightToManagement: 1,
  reopens: 2,
  reopened: 2,
  compensated: 5,
  handlingRated: 9,
  handlingSatisfied: 7,
  escalatedComplaints: [4, 2, 1, 0, 0, 0, 0, 0, 0],
  escalations: [5, 2, 1, 0, 0, 0, 0, 0, 0],
};

const times = {
  acknowledge: [312_500, 3_410_000],
  firstAnswer: [7_200_000, 15_800_000],
  resolve: [93_000_000, 244_800_000],
  relativeError: 0,
} as const;

/** The example row of the documentation, computed by the real code. */
export const exampleRow = {
  group: { touchpoint: 'handover', severity: 'high' },
  period: '2026-03-02T00:00:00.000Z',
  ...toComplaintFigures(counts, times, { HKD: { minor: 61_000, count: 4 } }),
};

const everyLevel = Array.from({ length: 9 }, () => 1);

/** The columns of a table, whatever the data: all levels of management, and what was spent as JSON, by currency. */
export const figureColumns = pathsOf(
  toComplaintFigures({ ...counts, escalatedComplaints: everyLevel, escalations: everyLevel }, times, {}),
  ['spent'],
);
