import { millisecondsUntil, type Reader } from '@harken/database';
import type { Allotment } from './allotment.ts';

export async function currentAllotment(reader: Reader): Promise<Allotment> {
  const [row]: Allotment[] = await reader.query('SELECT monitors, every_days AS "everyDays" FROM promise_allotment');
  return row as Allotment;
}

export const nextReviewInMs = millisecondsUntil('SELECT due_at FROM promise_allotment');
