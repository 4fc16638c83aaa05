import { randomFillSync } from 'node:crypto';

const pattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const zero = /^0+$/;

// Filled 4 KiB at a time: a system call for a few bytes costs as much as one for thousands.
const pool = Buffer.allocUnsafe(4_096);
let used = pool.length;

function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}

/** A new span in the caller's trace, or in a new trace without a valid traceparent (W3C Trace Context). */
export function continueTrace(incoming: string | undefined): string {
  const [, trace, parent, flags] = pattern.exec(incoming ?? '') ?? [];
  const span = randomHex(8);
  if (trace && parent && flags && !zero.test(trace) && !zero.test(parent)) return `00-${trace}-${span}-${flags}`;
  return `00-${randomHex(16)}-${span}-01`;
}

export const traceIdOf = (traceparent: string): string => traceparent.slice(3, 35);
