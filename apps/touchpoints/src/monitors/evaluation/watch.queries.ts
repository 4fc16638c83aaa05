import type { Reader } from '@harken/database';
import type { BaselineVersion } from '../../detection/course.ts';
import type { JudgedSlotRow } from './judged-slot-row.ts';

const columns = `at, baseline_version AS "baselineVersion", n, value, centre, low, high, signal`;

/** The slots that were judged, oldest first: the last ones, or those that begin in `[from, to)`. */
export function findJudgedSlots(
  reader: Reader,
  id: string,
  which: { readonly last: number } | { readonly from: Date; readonly to: Date },
): Promise<JudgedSlotRow[]> {
  if ('last' in which) {
    return reader.query(
      `SELECT * FROM (SELECT ${columns} FROM monitor_slots WHERE monitor_id = $1 ORDER BY at DESC LIMIT $2) s ORDER BY at`,
      [id, which.last],
    );
  }
  return reader.query(
    `SELECT ${columns} FROM monitor_slots WHERE monitor_id = $1 AND at >= $2 AND at < $3 ORDER BY at`,
    [id, which.from, which.to],
  );
}

/** The versions of the baseline, oldest first. */
export async function findBaselineVersions(reader: Reader, id: string): Promise<BaselineVersion[]> {
  const rows: { content: BaselineVersion }[] = await reader.query(
    'SELECT content FROM monitor_baselines WHERE monitor_id = $1 ORDER BY version',
    [id],
  );
  return rows.map(({ content }) => content);
}
