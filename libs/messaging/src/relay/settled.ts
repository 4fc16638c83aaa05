/** What could still come before rows that are already visible, seen in this order: numbers first, writers after. */
export interface Numbers {
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

export interface Settled {
  readonly horizon: bigint;
  readonly seq: bigint;
}

/**
 * Up to which (horizon, seq) no row can turn up any more, judged by the transactions that write the outbox alone, so that
 * a long transaction elsewhere in the cluster holds up nothing (docs/decisions/0002). A writer's rows lie above its own
 * number; a transaction that was no writer yet draws a later sequence number and has a horizon of at least `xmax`.
 */
export function settledUpTo({ xmax, xmin, seq }: Numbers, writers: readonly Writer[]): Settled {
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
