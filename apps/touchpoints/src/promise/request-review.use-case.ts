import type { Tx } from '@harken/database';
import { promiseStore } from './allotment.store.ts';

/** The number of monitors changed: how the promise is shared out is looked at again, at most once a day. */
export const requestReview = (tx: Tx): Promise<void> => promiseStore.review(tx);
