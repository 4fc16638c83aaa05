import { dueWorker } from '@harken/service';
import { rollUpChanges } from './roll-up-changes.use-case.ts';

/** Keeps the pending changes few, which readers add to the cells. One replica at a time. */
export const rollUpChangesWorker = dueWorker('could not roll up the changes of complaints; retrying', {
  claim: rollUpChanges,
  nextDueInMs: async () => 1_000,
});
