import type { Alert } from '@harken/simulator';
import type { AlertRow, Door } from '../ledger/rows.ts';

export const alertRow = (door: Door, { id, type, subject, data }: Alert): AlertRow => ({
  door,
  alertId: id,
  type,
  subject,
  version: typeof data.version === 'number' ? data.version : undefined,
  seenAt: Date.now(),
});
