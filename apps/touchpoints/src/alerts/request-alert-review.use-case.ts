import type { Tx } from '@harken/database';
import { alertReviewStore } from './alert-review.store.ts';

/**
 * Has all open alerts reviewed after the commit, or at a later time: whether people are told of them may have changed. Call
 * it when an alert fires or ends, when a silence changes, and when the cell of a problem opens or closes.
 */
export const requestAlertReview = (tx: Tx, at: Date | null = null): Promise<void> => alertReviewStore.request(tx, at);
