/** Decides which visible rows no earlier row can precede any more. Read these numbers first, the writers after. */
export interface SnapshotNumbers {
  /** xmax and xmin of one snapshot, as 64-bit transaction numbers. */
  readonly xmax: bigint;
  readonly xmin: bigint;
  /** The last sequence number drawn. */
  readonly seq: bigint;
}

export interface Writer {
  /** 32 bits as `pg_locks` shows it; null: it has none yet, or none that could be seen. */
  readonly xid: bigint | null;
}

export interface Publishable {
  readonly horizon: bigint;
  readonly seq: bigint;
}

/**
 * The (horizon, seq) up to which no new row can appear. Only transactions that write the outbox count, so that a long
 * transaction elsewhere in the cluster delays nothing (docs/decisions/0002). A writer's rows lie above its own
 * number; a transaction that was no writer yet draws a later sequence number and has a horizon of at least `xmax`.
 */
export function publishableUpTo({ xmax, xmin, seq }: SnapshotNumbers, writers: readonly Writer[]): Publishable {
  let horizon = xmax;
  for (const { xid } of writers) {
    const own = xid === null ? xmin : fullNumber(xid, xmax);
    if (own < horizon) horizon = own;
  }
  return { horizon, seq };
}

const epoch = 1n << 32n;

/** The 64-bit number with these low 32 bits that lies nearest to `near`. */
function fullNumber(xid: bigint, near: bigint): bigint {
  const same = (near / epoch) * epoch + xid;
  if (same - near > epoch / 2n) return same - epoch;
  return near - same > epoch / 2n ? same + epoch : same;
}
