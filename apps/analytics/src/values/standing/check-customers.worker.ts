import { dueWorker } from '@harken/service';
import { checkDueCustomers } from './check-customers.use-case.ts';
import { customerChecksStore } from './customer-checks.store.ts';

/** Keeps the customer lists: checks whom something concerned, and whom time alone may have moved. */
export const checkCustomersWorker = dueWorker('could not check the customer lists; retrying', {
  work: 'customer-lists',
  claim: checkDueCustomers,
  nextDueInMs: customerChecksStore.nextDueInMs,
});
