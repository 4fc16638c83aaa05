import type { OutboxRow } from './relay-session.ts';

/** A record batch of one partition must stay under the broker's default `message.max.bytes` of 1 MiB. */
export const batchLimits = { rows: 500, bytes: 700_000 };

const overheadBytes = 400;

/** The rows to send together: only publishable ones, in order, up to the limit of bytes. */
export function nextBatch(rows: readonly OutboxRow[]): readonly OutboxRow[] {
  let bytes = 0;
  for (const [index, row] of rows.entries()) {
    bytes += Buffer.byteLength(row.payload) + overheadBytes;
    if (!row.publishable || (index > 0 && bytes > batchLimits.bytes)) return rows.slice(0, index);
  }
  return rows;
}
