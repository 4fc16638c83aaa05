import type { DatabaseGauge } from '@harken/service';
import { countEscalationsToNobody, countOverdueClocks, maxCounted } from './read/unkept-promises.queries.ts';

/** What tells whether complaints get their answers in time, and whether somebody knows when they do not. */
export const complaintsGauges: readonly DatabaseGauge[] = [
  {
    name: 'harken_overdue_clocks',
    help: `SLA clocks past their deadline that nobody met, counted up to ${maxCounted}; first_response: complaints without an answer`,
    label: 'clock',
    read: countOverdueClocks,
  },
  {
    name: 'harken_escalations_to_nobody',
    help: `Open escalations to management whose level has no people, counted up to ${maxCounted}`,
    read: async (db) => new Map([['', await countEscalationsToNobody(db)]]),
  },
];
