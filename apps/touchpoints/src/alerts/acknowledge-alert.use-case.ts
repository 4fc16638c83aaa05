import type { Tx } from '@harken/database';
import { outbox } from '@harken/messaging';
import { alertStore } from './alert.store.ts';
import { type Alert, acknowledge } from './alert.ts';
import { alertAcknowledged } from './alert-events.ts';

export interface AcknowledgeAlert {
  readonly id: string;
  readonly by: string;
  readonly note: string | null;
  readonly expectedVersion?: number | undefined;
}

export function acknowledgeAlert({ id, by, note, expectedVersion }: AcknowledgeAlert, tx: Tx): Promise<Alert> {
  return alertStore.change(tx, id, expectedVersion, async (alert, now) => {
    const after = acknowledge(alert, by, note, now);
    if (after !== alert) await outbox.add(tx, [alertAcknowledged(after, by, now)]);
    return after;
  });
}
