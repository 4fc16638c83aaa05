import type { Tx } from '@harken/database';
import { NotFound, Stale } from '@harken/errors';
import { requestAlertReview } from '../../alerts/request-alert-review.use-case.ts';
import { silenceStore } from '../silence.store.ts';

export interface DeleteSilence {
  readonly id: string;
  readonly expectedVersion?: number | undefined;
}

/** Ends the silence at once: people are told of what still fires. */
export async function deleteSilence({ id, expectedVersion }: DeleteSilence, tx: Tx): Promise<void> {
  const { before } = await silenceStore.lockForUpdate(tx, id);
  if (!before) throw new NotFound('silence', id);
  if (expectedVersion !== undefined && expectedVersion !== before.version) {
    throw new Stale('silence.stale', 'The silence has another version by now.', { version: before.version });
  }
  await silenceStore.remove(tx, id);
  await requestAlertReview(tx);
}
